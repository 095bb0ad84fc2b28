/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.pdf;

import io.ocrstream.contracts.FailureCode;
import io.ocrstream.contracts.Problem;
import io.ocrstream.engine.Attempt;
import io.ocrstream.engine.image.PixImage;
import io.ocrstream.engine.image.PixelLimits;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.Optional;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.graphics.image.PDImage;
import org.apache.pdfbox.rendering.ImageType;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.apache.pdfbox.rendering.PageDrawer;
import org.apache.pdfbox.rendering.PageDrawerParameters;

/**
 * Makes a page's pixels: a scan's own, or drawn as finely as the limits allow.
 *
 * <p><b>Threading:</b> one thread. <b>Bounds:</b> the pixel limits; a page is drawn coarser to meet
 * them, down to {@link #MIN_DOTS_PER_INCH}. What the page's images unpack to is its caller's to
 * check. <b>Fails:</b> where an image of the page cannot be decoded: a page drawn without it would
 * be taken for a page that never had it.
 */
final class PdfDrawing {
  /** Dots per inch below which letters of a usual size cannot be read. */
  static final int MIN_DOTS_PER_INCH = 100;

  /**
   * A scan of up to so many times the drawing resolution is copied; a finer one costs time and
   * reads no better.
   */
  private static final double MAX_COPIED_FINENESS = 1.5;

  /** Pixels up to which a scan is copied however fine it is: its page may lie about its size. */
  static final long MAX_COPIED_PIXELS = 16_000_000;

  /** Pixels below which a finer scan is not drawn smaller: those of A4 at 300 dots per inch. */
  static final long MIN_DRAWN_PIXELS = 8_700_000;

  /** No scanner is finer. */
  private static final double MAX_SCANNED_DOTS_PER_INCH = 1200;

  private static final double POINTS_PER_INCH = 72;

  private final PDDocument document;
  private final int dotsPerInch;
  private final PixelLimits limits;

  /** Draws at {@code dotsPerInch} or, where the limits do not allow that, coarser. */
  PdfDrawing(PDDocument document, int dotsPerInch, PixelLimits limits) {
    this.document = document;
    this.dotsPerInch = dotsPerInch;
    this.limits = limits;
  }

  /** Dots per inch at which the page is drawn, if it is within the limits at all. */
  int resolution(PDPage page) {
    return resolution(page, dotsPerInch);
  }

  private int resolution(PDPage page, int wanted) {
    int least = Math.min(dotsPerInch, MIN_DOTS_PER_INCH);
    PDRectangle box = page.getCropBox();
    double width = box.getWidth() / POINTS_PER_INCH;
    double height = box.getHeight() / POINTS_PER_INCH;
    double most =
        Math.min(
            Math.sqrt(limits.maxPixels() / (width * height)),
            limits.maxEdge() / Math.max(width, height));
    int fitting = (int) Math.max(least, Math.min(wanted, most));
    // Edges are rounded up.
    return fitting > least && problem(page, fitting).isPresent() ? fitting - 1 : fitting;
  }

  private Optional<Problem> problem(PDPage page, int resolution) {
    PDRectangle box = page.getCropBox();
    return limits.check(pixels(box.getWidth(), resolution), pixels(box.getHeight(), resolution));
  }

  private static long pixels(float points, int resolution) {
    return (long) Math.ceil(points * resolution / POINTS_PER_INCH);
  }

  /** The page's pixels in gray; its images are within the limits. */
  Attempt<PixImage> raster(int number, PDPage page) throws IOException {
    Optional<PdfScan> scan =
        PdfScan.of(page).filter(s -> limits.check(s.width(), s.height()).isEmpty());
    if (scan.isPresent() && isCopied(scan.get())) {
      return copy(scan.get());
    }
    int resolution = scan.isPresent() ? resolutionOfFineScan(page) : resolution(page);
    Optional<Problem> problem = problem(page, resolution);
    return problem.isPresent()
        ? new Attempt.Failed<>(problem.get())
        : drawn(number, resolution).then(image -> Attempt.done(PixImage.copyOf(image, resolution)));
  }

  /** What of the page is left to be read, in gray; its images are within the limits. */
  Attempt<PixImage> part(int number, PDPage page, PdfRemainder left) throws IOException {
    int resolution = resolution(page);
    Optional<Problem> problem = problem(page, resolution);
    return problem.isPresent()
        ? new Attempt.Failed<>(problem.get())
        : drawn(number, resolution)
            .then(image -> Attempt.done(PixImage.copyOf(left.cut(image), resolution)));
  }

  private boolean isCopied(PdfScan scan) {
    return scan.dotsPerInch() <= MAX_COPIED_FINENESS * dotsPerInch
        || (long) scan.width() * scan.height() <= MAX_COPIED_PIXELS;
  }

  private int resolutionOfFineScan(PDPage page) {
    PDRectangle box = page.getCropBox();
    double points = (double) box.getWidth() * box.getHeight();
    double least = POINTS_PER_INCH * Math.sqrt(MIN_DRAWN_PIXELS / points);
    return resolution(page, (int) Math.max(dotsPerInch, least));
  }

  private Attempt<PixImage> copy(PdfScan scan) throws IOException {
    BufferedImage canvas =
        new BufferedImage(scan.width(), scan.height(), BufferedImage.TYPE_BYTE_GRAY);
    Graphics2D graphics = canvas.createGraphics();
    try {
      graphics.setColor(Color.WHITE);
      graphics.fillRect(0, 0, scan.width(), scan.height());
      int left = (int) Math.round(-scan.window().getX());
      int top = (int) Math.round(-scan.window().getY());
      graphics.drawImage(scan.image().getImage(), left, top, null);
    } finally {
      graphics.dispose();
    }
    // Past what scanners do, the page does not say how large the picture was.
    boolean credible = scan.dotsPerInch() <= MAX_SCANNED_DOTS_PER_INCH;
    PixImage raster =
        PixImage.copyOf(canvas, credible ? (int) Math.round(scan.dotsPerInch()) : dotsPerInch);
    raster.turn(scan.quarters());
    return Attempt.done(raster);
  }

  private Attempt<BufferedImage> drawn(int number, int resolution) throws IOException {
    Renderer renderer = new Renderer(document);
    BufferedImage image = renderer.renderImageWithDPI(number - 1, resolution, ImageType.GRAY);
    return renderer.failed
        ? Attempt.failed(FailureCode.CORRUPT, "An image on the PDF's page cannot be decoded.")
        : Attempt.done(image);
  }

  /** The library's own goes on without an image that it cannot decode, and does not say so. */
  private static final class Renderer extends PDFRenderer {
    private boolean failed;

    Renderer(PDDocument document) {
      super(document);
    }

    @Override
    protected PageDrawer createPageDrawer(PageDrawerParameters parameters) throws IOException {
      return new PageDrawer(parameters) {
        @Override
        public void drawImage(PDImage image) throws IOException {
          try {
            super.drawImage(image);
          } catch (IOException e) {
            failed = true;
            throw e;
          }
        }
      };
    }
  }
}
