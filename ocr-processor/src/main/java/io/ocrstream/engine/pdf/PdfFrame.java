/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.pdf;

import java.awt.geom.AffineTransform;
import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.common.PDRectangle;

/**
 * A page as it would be drawn: its size in pixels, and where its points come to lie.
 *
 * @param width pixels, as the page is turned
 * @param height pixels, as the page is turned
 * @param toPixels from the page's points, which count upwards, to pixels, which count downwards
 */
record PdfFrame(int width, int height, AffineTransform toPixels) {
  private static final float POINTS_PER_INCH = 72;
  private static final int QUARTER = 90;

  /** Em in points below which nobody sees a letter. */
  private static final double MIN_SEEN_POINTS = 1;

  /** The same in parts of the page's longer edge. */
  private static final double MIN_SEEN_PART = 0.001;

  /** The crop box of {@code page} at a resolution. */
  static PdfFrame of(PDPage page, int dotsPerInch) {
    PDRectangle box = page.getCropBox();
    float scale = dotsPerInch / POINTS_PER_INCH;
    int quarters = page.getRotation() / QUARTER & 3;
    int across = pixels(box.getWidth() * scale);
    int down = pixels(box.getHeight() * scale);
    AffineTransform transform = new AffineTransform();
    // Last step first: turn about the corner, push back into view, scale and flip.
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

  /* As the renderer rounds: in single precision, downwards. */
  private static int pixels(float length) {
    return (int) Math.max(1, Math.floor(length));
  }

  /**
   * Whether a letter of that em, in pixels, cannot be seen: it is smaller than a point, and than a
   * thousandth of the page, for a page may be shown in any size.
   */
  boolean isTooSmallToSee(double em) {
    double points = em / toPixels.deltaTransform(new Point2D.Double(1, 0), null).distance(0, 0);
    return points < MIN_SEEN_POINTS && em < MIN_SEEN_PART * Math.max(width, height);
  }

  Rectangle2D box() {
    return new Rectangle2D.Double(0, 0, width, height);
  }
}
