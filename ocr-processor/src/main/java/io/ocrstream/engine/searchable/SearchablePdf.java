/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.searchable;

import io.ocrstream.contracts.FailureCode;
import io.ocrstream.contracts.Page;
import io.ocrstream.contracts.Problem;
import io.ocrstream.engine.image.PageSource;
import io.ocrstream.engine.pdf.PdfPages;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.apache.pdfbox.io.MemoryUsageSetting;
import org.apache.pdfbox.io.RandomAccessStreamCache.StreamCacheCreateFunction;
import org.apache.pdfbox.pdfwriter.compress.CompressParameters;
import org.apache.pdfbox.pdmodel.PDDocument;

/**
 * Makes a PDF that looks like a document and has selectable and searchable text, whatever engine
 * recognised it. A PDF keeps its pages and gets a text layer on those that were recognised; image
 * files are converted to PDF. The same file and pages give the same bytes. The result is not
 * claimed to be PDF/A.
 *
 * <p><b>Threading:</b> that of the source. <b>Bounds:</b> streams past {@link
 * PdfPages#MEMORY_BYTES} go to a temporary file; one page's words are in memory at a time; at most
 * {@link #MAX_BYTES} are written; the time limit is checked between pages and while the file is
 * written. <b>Fails:</b> with a problem, and leaves no file.
 */
public final class SearchablePdf {
  /** Maximum size of the file, in bytes. */
  static final long MAX_BYTES = 4L << 30;

  private static final int BUFFER_BYTES = 1 << 16;

  private final PageSource source;
  private final long maxBytes;
  private final LongSupplier nanoTime;

  /** Creates a writer for the document that {@code source} has open. */
  public SearchablePdf(PageSource source) {
    this(source, MAX_BYTES, System::nanoTime);
  }

  public SearchablePdf(PageSource source, long maxBytes, LongSupplier nanoTime) {
    this.source = source;
    this.maxBytes = maxBytes;
    this.nanoTime = nanoTime;
  }

  /** Builds the PDF: from an image document's pages, or by adding text to an existing PDF. */
  interface Maker {
    PDDocument make(PagesInTurn pages, OutputAllowance allowance) throws IOException;
  }

  /**
   * Writes {@code target}, which does not exist yet.
   *
   * @param pages results for pages of the document, in order
   * @param timeout time limit
   * @return why the file could not be written; empty if it was
   */
  public Optional<Problem> write(List<Page> pages, Path target, Duration timeout) {
    OutputAllowance allowance = new OutputAllowance(nanoTime, timeout, maxBytes);
    Maker maker = source.carriesText() ? new PdfOverlay(source.file()) : new ImagePdf(source);
    Optional<Problem> problem = write(maker, pages, target, allowance);
    if (problem.isPresent()) {
      delete(target);
    }
    return problem;
  }

  private static Optional<Problem> write(
      Maker maker, List<Page> pages, Path target, OutputAllowance allowance) {
    PagesInTurn turn = new PagesInTurn(pages);
    try (PDDocument pdf = maker.make(turn, allowance);
        OutputStream out = allowance.guard(open(target))) {
      // The default document id contains the current time.
      pdf.setDocumentId(turn.digest());
      // Compressed object streams would hold all objects until the last one is known.
      pdf.save(out, CompressParameters.NO_COMPRESSION);
      return Optional.empty();
    } catch (OutputAllowance.Stopped e) {
      return Optional.of(e.problem());
    } catch (IOException | RuntimeException | StackOverflowError e) {
      // Some damaged objects are only found when they are written, with exceptions of every kind.
      return failed(FailureCode.CORRUPT, "The document is too damaged for a searchable PDF");
    } catch (OutOfMemoryError e) {
      return failed(
          FailureCode.TOO_LARGE, "Making the searchable PDF takes more memory than available");
    }
  }

  private static OutputStream open(Path target) throws IOException {
    return new BufferedOutputStream(
        Files.newOutputStream(target, StandardOpenOption.CREATE_NEW), BUFFER_BYTES);
  }

  private static Optional<Problem> failed(FailureCode code, String message) {
    return Optional.of(Problem.of(code, message));
  }

  /** Returns the store of a document's streams while it is built. */
  static StreamCacheCreateFunction streamCache() {
    return MemoryUsageSetting.setupMixed(PdfPages.MEMORY_BYTES).streamCache;
  }

  private static void delete(Path target) {
    try {
      Files.deleteIfExists(target);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
