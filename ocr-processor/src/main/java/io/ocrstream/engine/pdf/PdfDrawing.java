/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.pdf;

import io.ocrstream.contracts.Outcome;
import io.ocrstream.contracts.Problem;
import io.ocrstream.engine.image.CutOffRows;
import io.ocrstream.engine.image.PixImage;
import io.ocrstream.engine.image.PixRows;
import io.ocrstream.engine.image.PixelLimits;
import io.ocrstream.engine.preparation.ColouredGround;
import io.ocrstream.engine.preparation.ColouredStrokes;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.graphics.image.LosslessFactory;
import org.apache.pdfbox.pdmodel.graphics.image.PDImage;
import org.apache.pdfbox.rendering.ImageType;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.apache.pdfbox.rendering.PageDrawer;
import org.apache.pdfbox.rendering.PageDrawerParameters;

/**
 * Produces the pixels of a page: copies those of a scan, and renders other pages at the wanted
 * resolution.
 *
 * <p><b>Threading:</b> one thread. <b>Bounds:</b> the pixel limits. A page that exceeds them is
 * rendered at a lower resolution, down to {@link #MIN_DOTS_PER_INCH}. The caller checks the size of
 * the page's images. <b>Fails:</b> if the only image of a scan cannot be decoded. A page that shows
 * more is rendered without it, and marked as incomplete.
 */
final class PdfDrawing {
  /** Resolution in dpi below which letters of usual size are illegible. */
  static final int MIN_DOTS_PER_INCH = 100;

  /**
   * Ratio of scan resolution to wanted resolution up to which a scan is copied. A finer scan costs
   * time and improves nothing.
   */
  private static final double MAX_COPIED_RESOLUTION_RATIO = 1.5;

  /** Pixels up to which a scan is copied at any resolution, because the page size may be wrong. */
  static final long MAX_COPIED_PIXELS = 16_000_000;

  /** Pixels up to which a page is examined in colour, which takes four times the memory. */
  static final long MAX_COLOUR_PIXELS = 40_000_000;

  /** Minimum pixels of a scan that is rendered at a lower resolution: A4 at 300 dpi. */
  static final long MIN_DRAWN_PIXELS = 8_700_000;

  /** Resolution in dpi that no scanner exceeds. */
  private static final double MAX_SCANNED_DOTS_PER_INCH = 1200;

  private static final double POINTS_PER_INCH = 72;

  private final PDDocument document;
  private final int dotsPerInch;
  private final PixelLimits limits;

  /** Creates a renderer for {@code dotsPerInch}, or for less if the limits require it. */
  PdfDrawing(PDDocument document, int dotsPerInch, PixelLimits limits) {
    this.document = document;
    this.dotsPerInch = dotsPerInch;
    this.limits = limits;
  }

  /**
   * Returns the resolution in dpi at which the page is rendered. The page may still exceed the
   * limits.
   */
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
    // The renderer rounds edges up.
    return fitting > least && problem(page, fitting).isPresent() ? fitting - 1 : fitting;
  }

  private Optional<Problem> problem(PDPage page, int resolution) {
    PDRectangle box = page.getCropBox();
    return limits.check(pixels(box.getWidth(), resolution), pixels(box.getHeight(), resolution));
  }

  private static long pixels(float points, int resolution) {
    return (long) Math.ceil(points * resolution / POINTS_PER_INCH);
  }

  /**
   * Returns the page's image, in gray unless colour matters. The caller has checked the page's
   * images.
   */
  Outcome<PixImage> raster(int number, PDPage page) throws IOException {
    Optional<PdfScan> scan =
        PdfScan.of(page).filter(s -> limits.check(s.width(), s.height()).isEmpty());
    if (scan.isPresent() && isCopied(scan.get())) {
      return copy(scan.get());
    }
    int resolution = scan.isPresent() ? resolutionOfFineScan(page) : resolution(page);
    Optional<Problem> problem = problem(page, resolution);
    return problem.isPresent()
        ? Outcome.failed(problem.get())
        : Outcome.of(drawn(number, resolution, type(page, resolution), UnaryOperator.identity()));
  }

  /**
   * Returns the areas of {@code left} as a gray image. The caller has checked the page's images.
   */
  Outcome<PixImage> part(int number, PDPage page, PdfRemainder left) throws IOException {
    int resolution = resolution(page);
    Optional<Problem> problem = problem(page, resolution);
    return problem.isPresent()
        ? Outcome.failed(problem.get())
        : Outcome.of(drawn(number, resolution, ImageType.GRAY, left::cut));
  }

  private boolean isCopied(PdfScan scan) {
    return scan.dotsPerInch() <= MAX_COPIED_RESOLUTION_RATIO * dotsPerInch
        || (long) scan.width() * scan.height() <= MAX_COPIED_PIXELS;
  }

  private int resolutionOfFineScan(PDPage page) {
    PDRectangle box = page.getCropBox();
    double points = (double) box.getWidth() * box.getHeight();
    double least = POINTS_PER_INCH * Math.sqrt(MIN_DRAWN_PIXELS / points);
    return resolution(page, (int) Math.max(dotsPerInch, least));
  }

  private Outcome<PixImage> copy(PdfScan scan) throws IOException {
    boolean truncated = PdfImages.isTruncated(scan.image());
    BufferedImage decoded = PdfImages.masked(document, scan.image()).getImage();
    BufferedImage image = truncated ? CutOffRows.whitened(decoded) : decoded;
    PixImage raster = copy(scan, image);
    // At a higher resolution than scanners have, the page size is not that of the scanned sheet.
    boolean credible = scan.dotsPerInch() <= MAX_SCANNED_DOTS_PER_INCH;
    raster.assumeResolution(credible ? (int) Math.round(scan.dotsPerInch()) : dotsPerInch);
    raster.turn(scan.quarters());
    if (truncated) {
      raster.markIncomplete();
    }
    return Outcome.of(raster);
  }

  private static PixImage copy(PdfScan scan, BufferedImage image) {
    boolean colour =
        image.getColorModel().getNumColorComponents() > 1
            && type(scan.width(), scan.height()) == ImageType.RGB;
    return colour
        ? inColourIfItMatters(window(scan, image, BufferedImage.TYPE_INT_RGB))
        : PixRows.copyOf(window(scan, image, BufferedImage.TYPE_BYTE_GRAY));
  }

  /* Colour takes four times the memory, and most pages are read alike without it. */
  private static PixImage inColourIfItMatters(BufferedImage image) {
    PixImage colour = PixRows.copyOf(image);
    if (ColouredStrokes.areOn(colour) || ColouredGround.isOn(colour)) {
      return colour;
    }
    colour.close();
    BufferedImage gray =
        new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_BYTE_GRAY);
    Graphics2D graphics = gray.createGraphics();
    graphics.drawImage(image, 0, 0, null);
    graphics.dispose();
    return PixRows.copyOf(gray);
  }

  private static BufferedImage window(PdfScan scan, BufferedImage image, int type) {
    BufferedImage canvas = new BufferedImage(scan.width(), scan.height(), type);
    Graphics2D graphics = canvas.createGraphics();
    try {
      graphics.setColor(Color.WHITE);
      graphics.fillRect(0, 0, scan.width(), scan.height());
      int left = (int) Math.round(-scan.window().getX());
      int top = (int) Math.round(-scan.window().getY());
      graphics.drawImage(image, left, top, null);
    } finally {
      graphics.dispose();
    }
    return canvas;
  }

  private static ImageType type(PDPage page, int resolution) {
    PDRectangle box = page.getCropBox();
    return type(pixels(box.getWidth(), resolution), pixels(box.getHeight(), resolution));
  }

  static ImageType type(long width, long height) {
    return width * height <= MAX_COLOUR_PIXELS ? ImageType.RGB : ImageType.GRAY;
  }

  private PixImage drawn(
      int number, int resolution, ImageType type, UnaryOperator<BufferedImage> cut)
      throws IOException {
    Renderer renderer = new Renderer(document);
    BufferedImage image = cut.apply(renderer.renderImageWithDPI(number - 1, resolution, type));
    PixImage raster = type == ImageType.GRAY ? PixRows.copyOf(image) : inColourIfItMatters(image);
    raster.assumeResolution(resolution);
    if (renderer.incomplete) {
      raster.markIncomplete();
    }
    return raster;
  }

  /**
   * Records that an image failed to decode, or is truncated. The superclass only logs it, and goes
   * on without the image or with what the decoder makes up.
   */
  private static final class Renderer extends PDFRenderer {
    private boolean incomplete;

    Renderer(PDDocument document) {
      super(document);
    }

    @Override
    protected PageDrawer createPageDrawer(PageDrawerParameters parameters) throws IOException {
      return new PageDrawer(parameters) {
        private PDImage whitened(PDImage image) throws IOException {
          return LosslessFactory.createFromImage(document, CutOffRows.whitened(image.getImage()));
        }

        @Override
        public void drawImage(PDImage image) throws IOException {
          try {
            boolean truncated = PdfImages.isTruncated(image);
            incomplete |= truncated;
            super.drawImage(truncated ? whitened(image) : PdfImages.masked(document, image));
          } catch (IOException e) {
            incomplete = true;
            throw e;
          }
        }
      };
    }
  }
}
