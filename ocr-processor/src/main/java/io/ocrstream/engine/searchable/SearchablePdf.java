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
 * Makes a PDF that looks as a document does and whose text can be selected and searched, whatever
 * engine read it. A PDF keeps its pages, and gets text where it was read from their picture; a file
 * of images becomes a PDF of them. The same file and pages give the same bytes. No claim is made to
 * be PDF/A.
 *
 * <p><b>Threading:</b> that of its source. <b>Bounds:</b> streams past {@link
 * PdfPages#MEMORY_BYTES} go to a temporary file; one page's words are held at a time; {@link
 * #MAX_BYTES} are written at most; time is looked at between pages and while the file is written.
 * <b>Fails:</b> with a problem as its value, and no file.
 */
public final class SearchablePdf {
  /** Largest file that is written, in bytes. */
  static final long MAX_BYTES = 4L << 30;

  private static final int BUFFER_BYTES = 1 << 16;

  private final PageSource source;
  private final long maxBytes;
  private final LongSupplier nanoTime;

  /** Of the document that {@code source} has open. */
  public SearchablePdf(PageSource source) {
    this(source, MAX_BYTES, System::nanoTime);
  }

  public SearchablePdf(PageSource source, long maxBytes, LongSupplier nanoTime) {
    this.source = source;
    this.maxBytes = maxBytes;
    this.nanoTime = nanoTime;
  }

  /** Puts a document's pages into an empty PDF, or opens a PDF and puts text onto its pages. */
  interface Maker {
    PDDocument make(PagesInTurn pages, OutputAllowance allowance) throws IOException;
  }

  /**
   * Writes {@code target}, which is not there yet.
   *
   * @param pages of the document, in order, as they were read
   * @param budget how long it may take
   * @return what kept it from being written; empty if it was
   */
  public Optional<Problem> write(List<Page> pages, Path target, Duration budget) {
    OutputAllowance allowance = new OutputAllowance(nanoTime, budget, maxBytes);
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
      // Else the time of day would be part of it.
      pdf.setDocumentId(turn.digest());
      // Packed objects would all be held until the last of them is known.
      pdf.save(out, CompressParameters.NO_COMPRESSION);
      return Optional.empty();
    } catch (OutputAllowance.Stopped e) {
      return Optional.of(e.problem());
    } catch (IOException | RuntimeException | StackOverflowError e) {
      // Damaged objects show when they are written, and with exceptions of every kind.
      return failed(FailureCode.CORRUPT, "No searchable PDF can be made of the document.");
    } catch (OutOfMemoryError e) {
      return failed(
          FailureCode.TOO_LARGE, "Making the searchable PDF takes more memory than there is.");
    }
  }

  private static OutputStream open(Path target) throws IOException {
    return new BufferedOutputStream(
        Files.newOutputStream(target, StandardOpenOption.CREATE_NEW), BUFFER_BYTES);
  }

  private static Optional<Problem> failed(FailureCode code, String message) {
    return Optional.of(Problem.of(code, message));
  }

  /** Where a document's streams are kept while it is made. */
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
