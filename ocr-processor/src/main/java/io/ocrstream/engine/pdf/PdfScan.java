/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.pdf;

import java.awt.geom.AffineTransform;
import java.awt.geom.NoninvertibleTransformException;
import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import java.io.IOException;
import java.util.Optional;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.graphics.image.PDImage;

/**
 * A page that consists of one image, as scanners write it. Its pixels are used as they are, since
 * rendering would resample them.
 *
 * @param image the image
 * @param window the page's box in pixels of the image, from its upper left corner
 * @param quarters clockwise quarter turns from the image to the page
 * @param dotsPerInch resolution of the image on the page
 */
record PdfScan(PDImage image, Rectangle2D window, int quarters, double dotsPerInch) {
  /**
   * Largest displacement by rotation or shear, in pixels, at which pixels are copied and not
   * resampled.
   */
  private static final double MAX_SLANT_PIXELS = 1;

  /** Largest ratio of horizontal to vertical resolution. Above it letters look squeezed. */
  private static final double MAX_STRETCH_RATIO = 1.02;

  private static final double POINTS_PER_INCH = 72;
  private static final int QUARTER = 90;

  /** Returns the scan that {@code page} consists of; empty if the page must be rendered. */
  static Optional<PdfScan> of(PDPage page) throws IOException {
    return PdfContentMarks.onlyImage(page).flatMap(placed -> of(placed, page));
  }

  private static Optional<PdfScan> of(PdfContentMarks.Placed placed, PDPage page) {
    int width = placed.image().getWidth();
    int height = placed.image().getHeight();
    // Maps pixels (y downwards) to points of the page (y upwards).
    AffineTransform toPage = new AffineTransform(placed.unitSquareToPage());
    toPage.scale(1.0 / width, -1.0 / height);
    toPage.translate(0, -height);
    int turns = quarters(toPage, Math.max(width, height));
    double across = Math.hypot(toPage.getScaleX(), toPage.getShearY());
    double down = Math.hypot(toPage.getScaleY(), toPage.getShearX());
    if (turns < 0 || Math.max(across, down) > MAX_STRETCH_RATIO * Math.min(across, down)) {
      return Optional.empty();
    }
    try {
      Rectangle2D box = page.getCropBox().toGeneralPath().getBounds2D();
      Rectangle2D window = toPage.createInverse().createTransformedShape(box).getBounds2D();
      int quarters = (turns + page.getRotation() / QUARTER) & 3;
      double dotsPerInch = POINTS_PER_INCH / Math.sqrt(across * down);
      return Optional.of(new PdfScan(placed.image(), window, quarters, dotsPerInch));
    } catch (NoninvertibleTransformException e) {
      // An image without area is not a scan.
      return Optional.empty();
    }
  }

  /**
   * Returns the clockwise quarter turns of {@code toPage}; -1 if it rotates by other angles, shears
   * or mirrors.
   */
  private static int quarters(AffineTransform toPage, int longerEdge) {
    // Pixels count downwards and points upwards, so an upright placement has a negative
    // determinant.
    if (toPage.getDeterminant() >= 0) {
      return -1;
    }
    Point2D right = toPage.deltaTransform(new Point2D.Double(1, 0), null);
    double degrees = -Math.toDegrees(Math.atan2(right.getY(), right.getX()));
    long turns = Math.round(degrees / QUARTER);
    double slant = Math.toRadians(Math.abs(degrees - turns * QUARTER)) * longerEdge;
    Point2D down = toPage.deltaTransform(new Point2D.Double(0, 1), null);
    double cosine = right.getX() * down.getX() + right.getY() * down.getY();
    double shear = Math.abs(cosine) / (right.distanceSq(0, 0) + down.distanceSq(0, 0));
    boolean straight = slant <= MAX_SLANT_PIXELS && shear * longerEdge <= MAX_SLANT_PIXELS;
    return straight ? (int) (turns & 3) : -1;
  }

  /** Returns the page's width in pixels of the image, before rotation. */
  int width() {
    return (int) Math.max(1, Math.round(window.getWidth()));
  }

  /** Returns the page's height in pixels of the image, before rotation. */
  int height() {
    return (int) Math.max(1, Math.round(window.getHeight()));
  }
}
