/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.pdf;

import java.awt.geom.AffineTransform;
import java.awt.geom.Area;
import java.awt.geom.GeneralPath;
import java.awt.geom.Rectangle2D;
import java.io.IOException;
import java.util.Optional;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.graphics.blend.BlendMode;
import org.apache.pdfbox.pdmodel.graphics.form.PDTransparencyGroup;
import org.apache.pdfbox.pdmodel.graphics.image.PDImage;
import org.apache.pdfbox.pdmodel.graphics.image.PDImageXObject;
import org.apache.pdfbox.pdmodel.graphics.state.PDGraphicsState;
import org.apache.pdfbox.util.Matrix;
import org.apache.pdfbox.util.Vector;
import org.jspecify.annotations.Nullable;

/**
 * Walks a page's drawing to see whether it makes one picture and no other visible mark. Text that
 * is not shown, such as an earlier reading laid under a scan, is no mark.
 *
 * <p><b>Threading:</b> one thread, one page. <b>Bounds:</b> stops at the first other mark.
 */
final class PdfContentMarks extends BoundedStreamEngine {
  private @Nullable Placed placed;

  /**
   * A picture and where it is drawn.
   *
   * @param image the picture
   * @param unitSquareToPage from the unit square that every picture fills to the page's points
   */
  record Placed(PDImage image, AffineTransform unitSquareToPage) {}

  /** Some other mark is on the page: no need to look further. */
  private static final class OtherMark extends RuntimeException {
    OtherMark() {
      super(null, null, false, false);
    }
  }

  private PdfContentMarks(PDPage page) {
    super(page, PdfLimits.DEFAULTS);
  }

  /** The picture that {@code page} consists of; empty if it consists of more, or of less. */
  static Optional<Placed> onlyImage(PDPage page) throws IOException {
    if (!page.getAnnotations().isEmpty()) {
      return Optional.empty();
    }
    PdfContentMarks marks = new PdfContentMarks(page);
    try {
      marks.processPage(page);
      return Optional.ofNullable(marks.placed);
    } catch (OtherMark e) {
      return Optional.empty();
    }
  }

  @Override
  public void drawImage(PDImage image) throws IOException {
    PDGraphicsState state = getGraphicsState();
    AffineTransform matrix = state.getCurrentTransformationMatrix().createAffineTransform();
    boolean plain =
        placed == null
            && !image.isStencil()
            && !isOnALayer(image)
            && state.getNonStrokeAlphaConstant() == 1
            && state.getSoftMask() == null
            && state.getBlendMode() == BlendMode.NORMAL
            && isWhole(matrix, state.getCurrentClippingPath());
    if (!plain) {
      throw new OtherMark();
    }
    placed = new Placed(image, matrix);
  }

  /* Layers may be switched off; drawing knows which. */
  private static boolean isOnALayer(PDImage image) {
    return image instanceof PDImageXObject object && object.getCOSObject().containsKey(COSName.OC);
  }

  /* What a clip hides on the page must not be read; half a point is a scanner's rounding. */
  private boolean isWhole(AffineTransform matrix, Area clip) {
    Rectangle2D drawn =
        matrix
            .createTransformedShape(new Rectangle2D.Double(0, 0, 1, 1))
            .getBounds2D()
            .createIntersection(getPage().getCropBox().toGeneralPath().getBounds2D());
    if (drawn.isEmpty()) {
      return false;
    }
    double margin = Math.min(0.5, Math.min(drawn.getWidth(), drawn.getHeight()) / 4);
    return clip.contains(
        drawn.getX() + margin,
        drawn.getY() + margin,
        drawn.getWidth() - 2 * margin,
        drawn.getHeight() - 2 * margin);
  }

  @Override
  public void beginMarkedContentSequence(COSName tag, @Nullable COSDictionary properties) {
    if (COSName.OC.equals(tag)) {
      throw new OtherMark();
    }
    super.beginMarkedContentSequence(tag, properties);
  }

  @Override
  public void showTransparencyGroup(PDTransparencyGroup group) {
    throw new OtherMark();
  }

  @Override
  protected void showGlyph(Matrix matrix, PDFont font, int code, Vector displacement) {
    switch (getGraphicsState().getTextState().getRenderingMode()) {
      case NEITHER -> {}
      default -> throw new OtherMark();
    }
  }

  @Override
  void drawn(GeneralPath path, Manner manner) {
    throw new OtherMark();
  }

  @Override
  void clipped(GeneralPath path) {
    getGraphicsState().intersectClippingPath(new Area(path));
  }

  @Override
  public void shadingFill(COSName shading) {
    throw new OtherMark();
  }
}
