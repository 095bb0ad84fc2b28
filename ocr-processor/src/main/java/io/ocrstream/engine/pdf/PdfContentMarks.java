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
 * Checks whether a page consists of one image and no other visible mark. Invisible text, such as
 * the OCR layer of a scan, is ignored.
 *
 * <p><b>Threading:</b> one thread, one page. <b>Bounds:</b> stops at the first other mark.
 */
final class PdfContentMarks extends BoundedStreamEngine {
  private @Nullable Placed placed;

  /**
   * An image and its placement.
   *
   * @param image the image
   * @param unitSquareToPage maps the unit square, which every image fills, to points of the page
   */
  record Placed(PDImage image, AffineTransform unitSquareToPage) {}

  /** Signals that the page has another mark, so the walk can stop. */
  private static final class OtherMark extends RuntimeException {
    OtherMark() {
      super(null, null, false, false);
    }
  }

  private PdfContentMarks(PDPage page) {
    super(page, PdfLimits.DEFAULTS);
  }

  /**
   * Returns the image that {@code page} consists of; empty if the page has other marks, or none.
   */
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

  /* A layer may be off; only the renderer decides that. */
  private static boolean isOnALayer(PDImage image) {
    return image instanceof PDImageXObject object && object.getCOSObject().containsKey(COSName.OC);
  }

  /*
   * An image that is partly clipped shows less than its pixels. Half a point is tolerated as a
   * scanner's rounding.
   */
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
  void drawn(GeneralPath path, PaintMode mode) {
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
