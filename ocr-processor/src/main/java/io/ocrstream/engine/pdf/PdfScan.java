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
 * A page that is one picture and nothing else, as scanners write it. Its own pixels are what was
 * seen: drawing the page anew would sample them a second time.
 *
 * @param image the picture
 * @param window the page's box in the picture's pixels, from the picture's upper left corner
 * @param quarters clockwise turns from the picture to the page
 * @param dotsPerInch of the picture on the page
 */
record PdfScan(PDImage image, Rectangle2D window, int quarters, double dotsPerInch) {
  /** Where the picture lies less straight than this, in pixels, it must be sampled anew. */
  private static final double MOST_SLANT_PIXELS = 1;

  /** Past this ratio of the two resolutions letters would look squeezed. */
  private static final double MOST_STRETCH = 1.02;

  private static final double POINTS_PER_INCH = 72;
  private static final int QUARTER = 90;

  /** The scan that {@code page} is; empty if it must be drawn. */
  static Optional<PdfScan> of(PDPage page) throws IOException {
    return PdfContentMarks.onlyImage(page).flatMap(placed -> of(placed, page));
  }

  private static Optional<PdfScan> of(PdfContentMarks.Placed placed, PDPage page) {
    int width = placed.image().getWidth();
    int height = placed.image().getHeight();
    // From pixels, which count downwards, to the page's points.
    AffineTransform toPage = new AffineTransform(placed.unitSquareToPage());
    toPage.scale(1.0 / width, -1.0 / height);
    toPage.translate(0, -height);
    int turns = quarters(toPage, Math.max(width, height));
    double across = Math.hypot(toPage.getScaleX(), toPage.getShearY());
    double down = Math.hypot(toPage.getScaleY(), toPage.getShearX());
    if (turns < 0 || Math.max(across, down) > MOST_STRETCH * Math.min(across, down)) {
      return Optional.empty();
    }
    try {
      Rectangle2D box = page.getCropBox().toGeneralPath().getBounds2D();
      Rectangle2D window = toPage.createInverse().createTransformedShape(box).getBounds2D();
      int quarters = (turns + page.getRotation() / QUARTER) & 3;
      double dotsPerInch = POINTS_PER_INCH / Math.sqrt(across * down);
      return Optional.of(new PdfScan(placed.image(), window, quarters, dotsPerInch));
    } catch (NoninvertibleTransformException e) {
      // A picture without area is no scan.
      return Optional.empty();
    }
  }

  /** Clockwise turns by which {@code toPage} places pixels; -1 if it slants or mirrors them. */
  private static int quarters(AffineTransform toPage, int longerEdge) {
    // Pixels count downwards and points upwards: an upright placement has a negative determinant.
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
    boolean straight = slant <= MOST_SLANT_PIXELS && shear * longerEdge <= MOST_SLANT_PIXELS;
    return straight ? (int) (turns & 3) : -1;
  }

  /** The page's width in the picture's pixels, before it is turned. */
  int width() {
    return (int) Math.max(1, Math.round(window.getWidth()));
  }

  /** The page's height in the picture's pixels, before it is turned. */
  int height() {
    return (int) Math.max(1, Math.round(window.getHeight()));
  }
}
