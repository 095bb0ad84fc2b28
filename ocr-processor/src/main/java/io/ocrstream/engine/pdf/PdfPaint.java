/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.pdf;

import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.GeneralPath;
import java.awt.geom.PathIterator;
import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.graphics.blend.BlendMode;
import org.apache.pdfbox.pdmodel.graphics.color.PDColor;
import org.apache.pdfbox.pdmodel.graphics.image.PDImage;
import org.apache.pdfbox.pdmodel.graphics.image.PDImageXObject;
import org.apache.pdfbox.pdmodel.graphics.state.PDGraphicsState;
import org.apache.pdfbox.pdmodel.graphics.state.RenderingMode;

/**
 * Records in a {@link PaintMap} what a PDF paints. Marks that are transparent, in transparency
 * groups or within a non-rectangular clip make the background unknown and cover nothing.
 *
 * <p><b>Threading:</b> one thread, one page. <b>Bounds:</b> those of the map; the exact area is
 * used only for paths of at most {@value #MAX_SEGMENTS} segments.
 */
final class PdfPaint {
  private static final int MAX_SEGMENTS = 40;

  /** Width of a line, in points, from which it can cover letters or be their background. */
  private static final double MIN_STROKE_POINTS = 4;

  /** Glyph index of transparent paint, which covers no glyph. */
  private static final int TRANSPARENT = -1;

  private final PdfFrame frame;
  private final PaintMap map;
  private final Deque<Boolean> saved = new ArrayDeque<>();
  private boolean clipIsExact = true;
  private int groups;

  PdfPaint(PdfFrame frame) {
    this.frame = frame;
    this.map = new PaintMap(frame.width(), frame.height());
  }

  void save() {
    saved.push(clipIsExact);
  }

  void restore() {
    if (!saved.isEmpty()) {
      clipIsExact = saved.pop();
    }
  }

  void enterGroup() {
    groups++;
  }

  void leaveGroup() {
    groups--;
  }

  /**
   * Adds a clip.
   *
   * @param isRectangle whether the clip is equal to its bounding box
   */
  void clip(boolean isRectangle) {
    clipIsExact &= isRectangle;
  }

  /**
   * Returns {@code box} shrunk by a thousandth, so that rounding does not put its edge outside the
   * path.
   */
  static Rectangle2D inner(Rectangle2D box) {
    double hair = 1e-3 * Math.max(box.getWidth(), box.getHeight());
    return new Rectangle2D.Double(
        box.getX() + hair,
        box.getY() + hair,
        Math.max(0, box.getWidth() - 2 * hair),
        Math.max(0, box.getHeight() - 2 * hair));
  }

  /** Records a filled path. */
  void fill(GeneralPath path, Rectangle2D clip, PDGraphicsState state, int glyphIndex) {
    Shape shape = frame.toPixels().createTransformedShape(path);
    Rectangle2D box = shape.getBounds2D().createIntersection(clip);
    if (box.isEmpty()) {
      return;
    }
    if (isOpaque(state, state.getNonStrokeAlphaConstant()) && segments(path) <= MAX_SEGMENTS) {
      map.paint(box, shape::contains, rgb(state.getNonStrokingColor()), glyphIndex);
    } else {
      makeBackgroundUnknown(box);
    }
  }

  private static boolean everywhere(Point2D point) {
    return true;
  }

  private static int segments(GeneralPath path) {
    int segments = 0;
    for (PathIterator at = path.getPathIterator(null); !at.isDone(); at.next()) {
      segments++;
    }
    return segments;
  }

  /** Records a stroked path. A thick straight line is a bar and may cover letters. */
  void stroke(GeneralPath path, Rectangle2D clip, PDGraphicsState state, int glyphIndex) {
    Line line = Line.of(path, state);
    if (line.width < MIN_STROKE_POINTS) {
      return;
    }
    Rectangle2D box =
        frame.toPixels().createTransformedShape(line.box()).getBounds2D().createIntersection(clip);
    if (line.isBar() && isOpaque(state, state.getAlphaConstant())) {
      map.paint(box, PdfPaint::everywhere, rgb(state.getStrokingColor()), glyphIndex);
    } else if (!box.isEmpty()) {
      makeBackgroundUnknown(box);
    }
  }

  /** Records an image whose visible part is {@code seen}. */
  void image(
      PDImage image,
      AffineTransform placed,
      Rectangle2D seen,
      PDGraphicsState state,
      int glyphIndex) {
    boolean opaque =
        image instanceof PDImageXObject object
            && !image.isStencil()
            && !object.getCOSObject().containsKey(COSName.SMASK)
            && !object.getCOSObject().containsKey(COSName.MASK)
            && object.getCOSObject().getInt(COSName.SMASK_IN_DATA, 0) == 0
            && isUpright(placed)
            && isOpaque(state, state.getNonStrokeAlphaConstant());
    map.paint(seen, PdfPaint::everywhere, PaintMap.UNKNOWN, opaque ? glyphIndex : TRANSPARENT);
  }

  private static boolean isUpright(AffineTransform placed) {
    double straight = Math.max(Math.abs(placed.getScaleX()), Math.abs(placed.getScaleY()));
    double across = Math.max(Math.abs(placed.getShearX()), Math.abs(placed.getShearY()));
    return Math.min(straight, across) < 1e-2 * Math.max(straight, across);
  }

  /** Makes the background colour of {@code box} unknown. */
  void makeBackgroundUnknown(Rectangle2D box) {
    map.paint(box, PdfPaint::everywhere, PaintMap.UNKNOWN, TRANSPARENT);
  }

  /** Returns whether a letter drawn in this state has the colour of its background. */
  boolean hasBackgroundColour(Rectangle2D letter, PDGraphicsState state) {
    RenderingMode mode = state.getTextState().getRenderingMode();
    boolean filled =
        mode.isFill() && !map.hasBackgroundColour(letter, rgb(state.getNonStrokingColor()));
    boolean stroked =
        mode.isStroke() && !map.hasBackgroundColour(letter, rgb(state.getStrokingColor()));
    return groups == 0 && !filled && !stroked;
  }

  /** Returns whether the glyph with the index {@code glyphIndex} was painted over later. */
  boolean isCovered(Rectangle2D letter, int glyphIndex) {
    return map.isCovered(letter, glyphIndex);
  }

  private boolean isOpaque(PDGraphicsState state, double alpha) {
    return clipIsExact
        && groups == 0
        && alpha >= 1
        && state.getSoftMask() == null
        && state.getBlendMode() == BlendMode.NORMAL;
  }

  private static int rgb(PDColor colour) {
    try {
      return colour.isPattern() ? PaintMap.UNKNOWN : colour.toRGB();
    } catch (IOException | RuntimeException e) {
      // The colour space is broken, so the renderer's choice of colour is unpredictable.
      return PaintMap.UNKNOWN;
    }
  }

  /** A path's bounding box and its line width in points. */
  private record Line(Rectangle2D path, double width, int segments) {
    static Line of(GeneralPath path, PDGraphicsState state) {
      double scale =
          Math.sqrt(
              Math.abs(
                  state.getCurrentTransformationMatrix().createAffineTransform().getDeterminant()));
      return new Line(path.getBounds2D(), state.getLineWidth() * scale, PdfPaint.segments(path));
    }

    boolean isBar() {
      return segments == 2 && (path.getWidth() < 1e-2 || path.getHeight() < 1e-2);
    }

    /* A bar is widened but not lengthened, because the line cap is not evaluated. */
    Rectangle2D box() {
      double half = width / 2;
      boolean lying = path.getHeight() <= path.getWidth();
      double wider = isBar() && lying ? 0 : half;
      double higher = isBar() && !lying ? 0 : half;
      return new Rectangle2D.Double(
          path.getX() - wider,
          path.getY() - higher,
          path.getWidth() + 2 * wider,
          path.getHeight() + 2 * higher);
    }
  }
}
