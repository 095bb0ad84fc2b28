/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.pdf;

import java.awt.Dimension;
import java.awt.geom.AffineTransform;
import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import java.util.List;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.common.PDRectangle;

/**
 * Holds a page's size in pixels and the transform from its points to its pixels.
 *
 * @param width pixels, after rotation
 * @param height pixels, after rotation
 * @param toPixels maps points (y upwards) to pixels (y downwards)
 */
record PdfFrame(int width, int height, AffineTransform toPixels) {
  private static final float POINTS_PER_INCH = 72;
  private static final int QUARTER = 90;

  /** Em in points below which a letter is invisible. */
  private static final double MIN_VISIBLE_EM_POINTS = 1.5;

  /** Em below which a letter is invisible, as a part of the page's longer edge. */
  private static final double MIN_VISIBLE_EM_PART = 0.002;

  /** Returns the frame of the crop box of {@code page} at {@code dotsPerInch}. */
  static PdfFrame of(PDPage page, int dotsPerInch) {
    PDRectangle box = page.getCropBox();
    float scale = dotsPerInch / POINTS_PER_INCH;
    int quarters = page.getRotation() / QUARTER & 3;
    int across = pixels(box.getWidth() * scale);
    int down = pixels(box.getHeight() * scale);
    AffineTransform transform = new AffineTransform();
    // Transforms apply in reverse order: rotate about the corner, move back into view, scale and
    // flip.
    transform.scale(scale, scale);
    if (quarters == 1) {
      transform.translate(box.getHeight(), 0);
    } else if (quarters == 2) {
      transform.translate(box.getWidth(), box.getHeight());
    } else if (quarters == 3) {
      transform.translate(0, box.getWidth());
    }
    transform.quadrantRotate(quarters);
    transform.translate(0, box.getHeight());
    transform.scale(1, -1);
    transform.translate(-box.getLowerLeftX(), -box.getLowerLeftY());
    boolean upright = quarters % 2 == 0;
    return new PdfFrame(upright ? across : down, upright ? down : across, transform);
  }

  /* Rounds as the renderer does: single precision, downwards. */
  private static int pixels(float length) {
    return (int) Math.max(1, Math.floor(length));
  }

  /**
   * Returns whether a letter is too small to see: its em is below 1.5 points and below 0.002 of the
   * page's longer edge. Both count because a page may be shown at any size.
   *
   * @param em the letter's em in pixels
   */
  boolean isTooSmallToSee(double em) {
    double points = em / toPixels.deltaTransform(new Point2D.Double(1, 0), null).distance(0, 0);
    return points < MIN_VISIBLE_EM_POINTS && em < MIN_VISIBLE_EM_PART * Math.max(width, height);
  }

  Dimension size() {
    return new Dimension(width, height);
  }

  Rectangle2D box() {
    return new Rectangle2D.Double(0, 0, width, height);
  }

  /** Returns the parts of {@code boxes}, in points, that are on the page, in pixels. */
  List<Rectangle2D> inPixels(List<Rectangle2D> boxes) {
    return boxes.stream()
        .map(box -> toPixels.createTransformedShape(box).getBounds2D())
        .map(box()::createIntersection)
        .filter(box -> !box.isEmpty())
        .toList();
  }

  /** Returns whether {@code other} is on the page, if only in part or without an area. */
  boolean touches(Rectangle2D other) {
    // An empty rectangle intersects nothing, so it gets a minimal area.
    double width = Math.max(1e-3, other.getWidth());
    double height = Math.max(1e-3, other.getHeight());
    return box().intersects(other.getX(), other.getY(), width, height);
  }

  /** Returns {@code box} with {@code margin} added on each side. */
  static Rectangle2D widened(Rectangle2D box, double margin) {
    return new Rectangle2D.Double(
        box.getX() - margin,
        box.getY() - margin,
        box.getWidth() + 2 * margin,
        box.getHeight() + 2 * margin);
  }
}
