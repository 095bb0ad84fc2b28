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
 * Puts what a PDF paints into a {@link PaintMap}. What is painted with transparency, in groups or
 * within a clip that is no rectangle leaves a ground of unknown colour and covers nothing.
 *
 * <p><b>Threading:</b> one thread, one page. <b>Bounds:</b> those of the map; paths of more than
 * {@value #MAX_SEGMENTS} segments are not followed.
 */
final class PdfPaint {
  private static final int MAX_SEGMENTS = 40;

  /** Width in points from which a line hides or carries letters. */
  private static final double MIN_STROKE_POINTS = 4;

  /** Of what shines through. */
  private static final int NEVER = -1;

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

  /** A clip was set: whether it is the rectangle around it. */
  void clip(boolean isRectangle) {
    clipIsExact &= isRectangle;
  }

  /** A rectangle, a hair smaller, so that rounding does not put it outside itself. */
  static Rectangle2D inner(Rectangle2D box) {
    double hair = 1e-3 * Math.max(box.getWidth(), box.getHeight());
    return new Rectangle2D.Double(
        box.getX() + hair,
        box.getY() + hair,
        Math.max(0, box.getWidth() - 2 * hair),
        Math.max(0, box.getHeight() - 2 * hair));
  }

  /** A path is filled. */
  void fill(GeneralPath path, Rectangle2D clip, PDGraphicsState state, int moment) {
    Shape shape = frame.toPixels().createTransformedShape(path);
    Rectangle2D box = shape.getBounds2D().createIntersection(clip);
    if (box.isEmpty()) {
      return;
    }
    if (isOpaque(state, state.getNonStrokeAlphaConstant()) && segments(path) <= MAX_SEGMENTS) {
      map.paint(box, shape::contains, rgb(state.getNonStrokingColor()), moment);
    } else {
      blur(box);
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

  /** A path is stroked; a thick straight line is a bar. */
  void stroke(GeneralPath path, Rectangle2D clip, PDGraphicsState state, int moment) {
    Line line = Line.of(path, state);
    if (line.width < MIN_STROKE_POINTS) {
      return;
    }
    Rectangle2D box =
        frame.toPixels().createTransformedShape(line.box()).getBounds2D().createIntersection(clip);
    if (line.isBar() && isOpaque(state, state.getAlphaConstant())) {
      map.paint(box, PdfPaint::everywhere, rgb(state.getStrokingColor()), moment);
    } else if (!box.isEmpty()) {
      blur(box);
    }
  }

  /** An image is drawn in {@code seen}. */
  void image(
      PDImage image, AffineTransform placed, Rectangle2D seen, PDGraphicsState state, int moment) {
    boolean opaque =
        image instanceof PDImageXObject object
            && !image.isStencil()
            && !object.getCOSObject().containsKey(COSName.SMASK)
            && !object.getCOSObject().containsKey(COSName.MASK)
            && object.getCOSObject().getInt(COSName.SMASK_IN_DATA, 0) == 0
            && isUpright(placed)
            && isOpaque(state, state.getNonStrokeAlphaConstant());
    map.paint(seen, PdfPaint::everywhere, PaintMap.UNKNOWN, opaque ? moment : NEVER);
  }

  private static boolean isUpright(AffineTransform placed) {
    double straight = Math.max(Math.abs(placed.getScaleX()), Math.abs(placed.getScaleY()));
    double across = Math.max(Math.abs(placed.getShearX()), Math.abs(placed.getShearY()));
    return Math.min(straight, across) < 1e-2 * Math.max(straight, across);
  }

  /** Something of unknown colours is painted. */
  void blur(Rectangle2D box) {
    map.paint(box, PdfPaint::everywhere, PaintMap.UNKNOWN, NEVER);
  }

  /** Whether a letter drawn in this state has the colour of its ground. */
  boolean isLost(Rectangle2D letter, PDGraphicsState state) {
    RenderingMode mode = state.getTextState().getRenderingMode();
    boolean filled = mode.isFill() && !map.isLost(letter, rgb(state.getNonStrokingColor()));
    boolean stroked = mode.isStroke() && !map.isLost(letter, rgb(state.getStrokingColor()));
    return groups == 0 && !filled && !stroked;
  }

  /** Whether a letter was painted over later. */
  boolean isCovered(Rectangle2D letter, int moment) {
    return map.isCovered(letter, moment);
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
      // A broken colour space: drawing will choose a colour, and nobody knows which.
      return PaintMap.UNKNOWN;
    }
  }

  /** A line and its width in points. */
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

    /* A bar is not lengthened: how its ends look is not known here. */
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
