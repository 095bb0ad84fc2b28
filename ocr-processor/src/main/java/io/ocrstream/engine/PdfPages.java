/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine;

import io.ocrstream.contracts.FailureCode;
import io.ocrstream.contracts.Page;
import io.ocrstream.contracts.Problem;
import io.ocrstream.contracts.TextLayer;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSObject;
import org.apache.pdfbox.cos.COSStream;
import org.apache.pdfbox.io.MemoryUsageSetting;
import org.apache.pdfbox.pdmodel.DefaultResourceCache;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.encryption.InvalidPasswordException;
import org.apache.pdfbox.pdmodel.graphics.PDXObject;
import org.apache.pdfbox.rendering.ImageType;
import org.apache.pdfbox.rendering.PDFRenderer;

/**
 * A PDF's pages, drawn in gray.
 *
 * <p><b>Bounds:</b> streams past {@link #MEMORY_BYTES} go to a temporary file; the page's box times
 * the resolution is checked before it is drawn; no image is kept between pages.
 */
final class PdfPages implements PageSource {
  /** Bytes of streams that are held in memory. */
  static final long MEMORY_BYTES = 32L << 20;

  /** A scan's least resolution, over that of drawing, at which its own pixels are read. */
  static final double COARSEST_SCAN = 0.6;

  /** The same, and its most. */
  static final double FINEST_SCAN = 1.5;

  private static final float POINTS_PER_INCH = 72;

  private final Path file;
  private final PDDocument document;
  private final int dotsPerInch;
  private final PixelLimits limits;

  private final PdfLimits pdfLimits;
  private final PdfStreams streams;

  /** The page that was last found to be within the limits; 0 for none. */
  private int surveyed;

  private PdfPages(
      Path file, PDDocument document, int dotsPerInch, PixelLimits limits, PdfLimits pdfLimits) {
    this.file = file;
    this.document = document;
    this.dotsPerInch = dotsPerInch;
    this.limits = limits;
    this.pdfLimits = pdfLimits;
    this.streams = new PdfStreams(pdfLimits);
  }

  static Attempt<PageSource> open(Path file, int dotsPerInch, PixelLimits limits) {
    return open(file, dotsPerInch, limits, PdfLimits.DEFAULTS);
  }

  static Attempt<PageSource> open(
      Path file, int dotsPerInch, PixelLimits limits, PdfLimits pdfLimits) {
    try {
      PDDocument document =
          Loader.loadPDF(
              file.toFile(), "", MemoryUsageSetting.setupMixed(MEMORY_BYTES).streamCache);
      Attempt<PageSource> opened = unparsable();
      try {
        opened =
            opened(document, pdfLimits)
                .then(
                    pages ->
                        Attempt.done(new PdfPages(file, document, dotsPerInch, limits, pdfLimits)));
      } finally {
        if (opened instanceof Attempt.Failed) {
          document.close();
        }
      }
      return opened;
    } catch (InvalidPasswordException e) {
      return Attempt.failed(FailureCode.ENCRYPTED, "The PDF needs a password.");
    } catch (IOException | RuntimeException | StackOverflowError | OutOfMemoryError e) {
      // The parser meets hostile bytes with exceptions of every kind.
      return unparsable();
    }
  }

  private static Attempt<PageSource> unparsable() {
    return Attempt.failed(FailureCode.CORRUPT, "The PDF cannot be parsed.");
  }

  private static Attempt<Integer> opened(PDDocument document, PdfLimits pdfLimits) {
    if (document.getDocument().getXrefTable().size() > pdfLimits.objects()) {
      return Attempt.failed(
          FailureCode.TOO_LARGE,
          "The PDF has more than %d objects.".formatted(pdfLimits.objects()));
    }
    document.setResourceCache(new NoImageCache());
    return PdfTree.mended(document, pdfLimits);
  }

  @Override
  public Path file() {
    return file;
  }

  @Override
  public int pageCount() {
    return document.getNumberOfPages();
  }

  @Override
  public boolean carriesText() {
    return true;
  }

  @Override
  public Attempt<Optional<Page>> ownText(int number, TextLayer use) {
    if (use == TextLayer.NEVER) {
      return Attempt.done(Optional.empty());
    }
    return guarded(
        number,
        page -> {
          Optional<Problem> problem = streams.tooLarge(PageStreams.of(page));
          if (problem.isPresent()) {
            return new Attempt.Failed<>(problem.get());
          }
          return survey(number, page)
              .map(found -> text(number, use, found, PdfFrame.of(page, dotsPerInch)))
              .orElseGet(
                  () ->
                      use == TextLayer.FORCE
                          ? Attempt.failed(
                              FailureCode.CORRUPT, "The PDF page's own text cannot be read.")
                          : Attempt.done(Optional.empty()));
        });
  }

  private static Attempt<Optional<Page>> text(
      int number, TextLayer use, PdfSurvey.Findings found, PdfFrame frame) {
    boolean forced = use == TextLayer.FORCE;
    if (!forced && !TextSoundness.isSound(found, frame)) {
      return Attempt.done(Optional.empty());
    }
    List<Glyph> said = found.glyphs().stream().filter(glyph -> forced || glyph.visible()).toList();
    return Attempt.done(Optional.of(TextLayout.page(number, frame, said)));
  }

  /**
   * What is on the page; empty if it cannot be told, which need not keep it from being drawn.
   *
   * @throws PdfWalk.TooMuch if the page is over a limit
   */
  private Optional<PdfSurvey.Findings> survey(int number, PDPage page) {
    try {
      PdfFrame frame = PdfFrame.of(page, dotsPerInch);
      PdfSurvey.Findings found = PdfSurvey.of(document, page, frame, pdfLimits);
      surveyed = number;
      return Optional.of(found);
    } catch (PdfWalk.TooMuch e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      // Damaged in a way that drawing may do better with; if it does not, it will say so.
      return Optional.empty();
    }
  }

  @Override
  public Attempt<Raster> page(int number) {
    return guarded(
        number,
        page -> {
          Optional<Problem> problem = tooLarge(page);
          if (problem.isPresent()) {
            return new Attempt.Failed<>(problem.get());
          }
          if (surveyed != number) {
            survey(number, page);
          }
          Optional<PdfScan> scan = PdfScan.of(page).filter(this::isAsFine);
          return scan.isPresent() ? copy(scan.get()) : draw(number);
        });
  }

  /** What is done with a page. */
  private interface Use<T> {
    Attempt<T> of(PDPage page) throws IOException;
  }

  private <T> Attempt<T> guarded(int number, Use<T> use) {
    try {
      return use.of(document.getPage(number - 1));
    } catch (PdfWalk.TooMuch e) {
      return new Attempt.Failed<>(e.problem());
    } catch (IOException | RuntimeException | StackOverflowError e) {
      return Attempt.failed(FailureCode.CORRUPT, "The PDF's page cannot be drawn.");
    } catch (OutOfMemoryError e) {
      // One array that a hostile page asked for, and that is garbage by now.
      return Attempt.failed(
          FailureCode.TOO_MANY_PIXELS, "Drawing the PDF's page takes more memory than there is.");
    }
  }

  private Optional<Problem> tooLarge(PDPage page) throws IOException {
    PDRectangle box = page.getCropBox();
    Optional<Problem> problem = limits.check(pixels(box.getWidth()), pixels(box.getHeight()));
    if (problem.isPresent()) {
      return problem;
    }
    List<COSStream> all = PageStreams.of(page);
    problem = PdfImages.tooLarge(all, limits);
    return problem.isPresent() ? problem : streams.tooLarge(all);
  }

  private long pixels(float points) {
    return (long) Math.ceil(points * dotsPerInch / POINTS_PER_INCH);
  }

  /* A coarser one reads better drawn larger; a much finer one costs time and reads no better. */
  private boolean isAsFine(PdfScan scan) {
    double ratio = scan.dotsPerInch() / dotsPerInch;
    return ratio >= COARSEST_SCAN
        && ratio <= FINEST_SCAN
        && limits.check(scan.width(), scan.height()).isEmpty();
  }

  private static Attempt<Raster> copy(PdfScan scan) throws IOException {
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
    Raster raster = Raster.copyOf(canvas, (int) Math.round(scan.dotsPerInch()));
    raster.turn(scan.quarters());
    return Attempt.done(raster);
  }

  private Attempt<Raster> draw(int number) throws IOException {
    PDFRenderer renderer = new PDFRenderer(document);
    BufferedImage image = renderer.renderImageWithDPI(number - 1, dotsPerInch, ImageType.GRAY);
    return Attempt.done(Raster.copyOf(image, dotsPerInch));
  }

  @Override
  public void close() {
    try {
      document.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Fonts are shared by many pages and small; images are neither. */
  private static final class NoImageCache extends DefaultResourceCache {
    @Override
    public void put(COSObject indirect, PDXObject object) {}
  }
}
