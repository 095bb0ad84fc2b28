/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.pdf;

import io.ocrstream.contracts.FailureCode;
import io.ocrstream.contracts.Outcome;
import io.ocrstream.contracts.Page;
import io.ocrstream.contracts.Problem;
import io.ocrstream.contracts.TextLayer;
import io.ocrstream.engine.image.PageSource;
import io.ocrstream.engine.image.PixImage;
import io.ocrstream.engine.image.PixelLimits;
import io.ocrstream.engine.pdf.layout.PdfGlyph;
import io.ocrstream.engine.pdf.layout.TextLayout;
import java.awt.geom.Rectangle2D;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.pdfbox.cos.COSObject;
import org.apache.pdfbox.cos.COSStream;
import org.apache.pdfbox.pdmodel.DefaultResourceCache;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.graphics.PDXObject;
import org.jspecify.annotations.Nullable;

/**
 * Reads the pages of a PDF: their text layer, and their gray images.
 *
 * <p><b>Threading:</b> one thread. <b>Bounds:</b> streams above {@link #MEMORY_BYTES} go to a
 * temporary file; sizes of the page and its images are checked before rendering; images are not
 * cached between pages.
 */
public final class PdfPages implements PageSource {
  /** Bytes of streams that are held in memory. */
  public static final long MEMORY_BYTES = 32L << 20;

  private final Path file;
  private final PDDocument document;
  private final PixelLimits limits;

  private final PdfLimits pdfLimits;
  private final PdfStreams streams;
  private final PdfDrawing drawing;

  /**
   * What is left to read of the page whose text layer was requested last; null if the text layer is
   * complete.
   */
  private @Nullable PdfRemainder remainder;

  /**
   * The text layer of the page that was requested last, if its whole image is recognised although
   * the text layer is right; null otherwise.
   */
  private @Nullable Page textOfScan;

  private List<Rectangle2D> imagesOfScan = List.of();

  /** Number of the last page found to be within the limits; 0 for none. */
  private int analyzedPage;

  private PdfPages(
      Path file, PDDocument document, int dotsPerInch, PixelLimits limits, PdfLimits pdfLimits) {
    this.file = file;
    this.document = document;
    document.setResourceCache(new NoImageCache());
    this.drawing = new PdfDrawing(document, dotsPerInch, limits);
    this.limits = limits;
    this.pdfLimits = pdfLimits;
    this.streams = new PdfStreams(pdfLimits);
  }

  public static Outcome<PageSource> open(Path file, int dotsPerInch, PixelLimits limits) {
    return open(file, dotsPerInch, limits, PdfLimits.DEFAULTS);
  }

  public static Outcome<PageSource> open(
      Path file, int dotsPerInch, PixelLimits limits, PdfLimits pdfLimits) {
    return PdfOpener.open(file, pdfLimits)
        .map(document -> new PdfPages(file, document, dotsPerInch, limits, pdfLimits));
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
  public Outcome<Optional<Page>> ownText(int number, TextLayer use) {
    if (use == TextLayer.NEVER) {
      return Outcome.of(Optional.empty());
    }
    remainder = null;
    textOfScan = null;
    return guarded(
        number,
        page -> {
          Optional<Problem> problem = streams.tooLarge(PageStreams.of(page));
          if (problem.isPresent()) {
            return Outcome.failed(problem.get());
          }
          Optional<PdfFindings> found = analyze(number, page);
          if (found.isPresent()) {
            return text(number, page, use, found.get());
          }
          return use == TextLayer.FORCE
              ? Outcome.failed(FailureCode.CORRUPT, "The PDF page's own text cannot be read")
              : Outcome.of(Optional.empty());
        });
  }

  private Outcome<Optional<Page>> text(int number, PDPage page, TextLayer use, PdfFindings found)
      throws IOException {
    PdfFrame frame = PdfFrame.of(page, drawing.resolution(page));
    boolean forced = use == TextLayer.FORCE;
    TextSoundness.Verdict verdict =
        forced ? TextSoundness.Verdict.WHOLE : TextSoundness.verdict(found, frame);
    boolean recognised =
        verdict == TextSoundness.Verdict.SCAN
            && PdfImages.tooLarge(PageStreams.of(page), limits).isEmpty();
    if (verdict == TextSoundness.Verdict.UNSOUND) {
      return Outcome.of(Optional.empty());
    }
    List<PdfGlyph> said =
        found.glyphs().stream().filter(glyph -> forced || glyph.visible()).toList();
    Page own = TextLayout.page(number, frame.size(), said);
    if (recognised) {
      textOfScan = own;
      imagesOfScan = found.pictures();
      return Outcome.of(Optional.empty());
    }
    boolean whole = verdict == TextSoundness.Verdict.WHOLE;
    remainder = whole ? null : PdfRemainder.of(found, frame);
    return Outcome.of(Optional.of(own));
  }

  @Override
  public Outcome<Optional<PixImage>> remainder(int number) {
    PdfRemainder left = remainder;
    if (left == null) {
      return Outcome.of(Optional.empty());
    }
    return guarded(
        number,
        page -> {
          Optional<Problem> problem = tooLarge(page);
          return problem.isPresent()
              ? Outcome.failed(problem.get())
              : drawing.part(number, page, left).map(Optional::of);
        });
  }

  @Override
  public Page joined(Page own, Page read) {
    return remainder == null ? own : remainder.joined(own, read);
  }

  @Override
  public Page corrected(Page read) {
    Page own = textOfScan;
    return own == null ? read : TextLayerWords.in(read, own, imagesOfScan);
  }

  /**
   * Analyzes the page; empty if that fails, in which case the page may still render.
   *
   * @throws BoundedStreamEngine.LimitExceeded if the page exceeds a limit
   */
  private Optional<PdfFindings> analyze(int number, PDPage page) {
    try {
      PdfFrame frame = PdfFrame.of(page, drawing.resolution(page));
      PdfFindings found = PdfPageAnalyzer.of(document, page, frame, pdfLimits);
      analyzedPage = number;
      return Optional.of(found);
    } catch (BoundedStreamEngine.LimitExceeded e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      // The page is damaged. The renderer may cope with it, and reports an error if it does not.
      return Optional.empty();
    }
  }

  @Override
  public Outcome<PixImage> page(int number) {
    return guarded(
        number,
        page -> {
          Optional<Problem> problem = tooLarge(page);
          if (problem.isPresent()) {
            return Outcome.failed(problem.get());
          }
          if (analyzedPage != number) {
            analyze(number, page);
          }
          return drawing.raster(number, page);
        });
  }

  /** An operation on one page. */
  private interface Use<T> {
    Outcome<T> of(PDPage page) throws IOException;
  }

  private <T> Outcome<T> guarded(int number, Use<T> use) {
    try {
      return use.of(document.getPage(number - 1));
    } catch (BoundedStreamEngine.LimitExceeded e) {
      return Outcome.failed(e.problem());
    } catch (IOException | RuntimeException | StackOverflowError e) {
      return Outcome.failed(FailureCode.CORRUPT, "The PDF's page cannot be rendered");
    } catch (OutOfMemoryError e) {
      // One huge array that a hostile page asked for; it is already garbage.
      return Outcome.failed(
          FailureCode.TOO_MANY_PIXELS, "Rendering the PDF's page takes more memory than available");
    }
  }

  private Optional<Problem> tooLarge(PDPage page) throws IOException {
    List<COSStream> all = PageStreams.of(page);
    Optional<Problem> problem = PdfImages.tooLarge(all, limits);
    return problem.isPresent() ? problem : streams.tooLarge(all);
  }

  @Override
  public void close() {
    try {
      document.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Caches fonts, which are small and shared by many pages, but not images. */
  private static final class NoImageCache extends DefaultResourceCache {
    @Override
    public void put(COSObject indirect, PDXObject object) {}
  }
}
