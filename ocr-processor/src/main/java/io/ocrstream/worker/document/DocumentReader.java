/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.worker.document;

import io.ocrstream.contracts.EngineInfo;
import io.ocrstream.contracts.FailureCode;
import io.ocrstream.contracts.OcrOptions;
import io.ocrstream.contracts.Outcome;
import io.ocrstream.contracts.Output;
import io.ocrstream.contracts.Page;
import io.ocrstream.contracts.PageSelection;
import io.ocrstream.contracts.Problem;
import io.ocrstream.engine.Engine;
import io.ocrstream.engine.EngineCatalog;
import io.ocrstream.engine.PageCachePort;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads the pages of a file in parallel on idle readers. A page that cannot be read does not fail
 * the others.
 *
 * <p><b>Threading:</b> any. <b>Bounds:</b> {@code maxPages} pages, {@code pageTimeout} for a page
 * and {@code documentTimeout} for all of them; {@code readers} at once; memory as {@link
 * PageSpool}. <b>Fails:</b> with an {@link java.io.UncheckedIOException} if the temporary files
 * cannot be used.
 */
public final class DocumentReader {
  private final EngineCatalog catalog;
  private final Engine engine;
  private final Limits limits;
  private final Memories memories;
  private final ExecutorService helpers;
  private final LongSupplier nanoTime;

  /** The caches of pages. */
  public interface Memories {
    /** Returns the cache of pages read as {@code info} says, in documents of {@code tenant}. */
    PageCachePort of(EngineInfo info, @Nullable String tenant);
  }

  /**
   * The limits of one document.
   *
   * @param documentTimeout the time for all pages
   * @param pageTimeout the time for each page
   * @param maxPages the maximum number of pages to read
   * @param readers the maximum number of readers at once, at least 1
   */
  public record Limits(Duration documentTimeout, Duration pageTimeout, int maxPages, int readers) {}

  /**
   * Creates a reader.
   *
   * @param memories the page caches
   * @param helpers runs the additional readers, with as many threads as requested
   * @param nanoTime the time source, as {@link System#nanoTime}
   */
  public DocumentReader(
      EngineCatalog catalog,
      Engine engine,
      Limits limits,
      Memories memories,
      ExecutorService helpers,
      LongSupplier nanoTime) {
    this.catalog = catalog;
    this.engine = engine;
    this.limits = limits;
    this.memories = memories;
    this.helpers = helpers;
    this.nanoTime = nanoTime;
  }

  /** Returns the engine for {@code options}; empty if this worker has none. */
  public Optional<EngineInfo> info(OcrOptions options) {
    return catalog.info(options);
  }

  /**
   * Reads the document of {@code tenant} in {@code file}. The result is valid until {@code
   * tempFiles} is closed.
   *
   * @param progress counts the pages; the caller closes it
   */
  public Outcome<DocumentReading> read(
      Path file,
      OcrOptions options,
      @Nullable String tenant,
      TempFiles tempFiles,
      ReadingProgress.Entry progress)
      throws InterruptedException {
    Optional<EngineInfo> info = catalog.info(options);
    if (info.isEmpty()) {
      return Outcome.failed(catalog.refusal(options));
    }
    DocumentDeadline deadline = new DocumentDeadline(limits, nanoTime);
    return engine
        .open(file, info.get())
        .flatMap(
            document -> {
              try (document) {
                Source source = new Source(file, info.get(), document, tenant, progress);
                return read(source, wanted(options, document.pageCount()), deadline, tempFiles);
              }
            });
  }

  private Outcome<DocumentReading> read(
      Source source, List<Integer> wanted, DocumentDeadline deadline, TempFiles tempFiles)
      throws InterruptedException {
    Optional<Problem> unfit = problemOf(wanted.size(), source.document().pageCount());
    return unfit.isPresent()
        ? Outcome.failed(unfit.get())
        : pages(source, wanted, deadline, tempFiles);
  }

  /**
   * Reads the canary page with {@code options}.
   *
   * @return whether the page was read. If so, the failure of another document is its own
   */
  public boolean readsCanary(OcrOptions options, TempFiles tempFiles) {
    return catalog
        .info(options)
        .map(info -> engine.open(CanaryPage.in(tempFiles), info))
        .flatMap(Outcome::value)
        .filter(this::isReadable)
        .isPresent();
  }

  private boolean isReadable(Engine.Document canary) {
    try (canary) {
      return canary.read(1, limits.pageTimeout(), PageCachePort.NONE).value().isPresent();
    }
  }

  /** An open document. */
  private record Source(
      Path file,
      EngineInfo info,
      Engine.Document document,
      @Nullable String tenant,
      ReadingProgress.Entry progress) {}

  private Optional<Problem> problemOf(int wanted, int pageCount) {
    if (wanted == 0) {
      String message = "The document has %d pages and none of the requested ones";
      return Optional.of(Problem.of(FailureCode.NO_SUCH_PAGE, message.formatted(pageCount)));
    }
    if (wanted > limits.maxPages()) {
      String message = "%d pages were requested, more than the limit of %d";
      return Optional.of(
          Problem.of(FailureCode.TOO_MANY_PAGES, message.formatted(wanted, limits.maxPages())));
    }
    return Optional.empty();
  }

  /**
   * Returns the numbers of the requested pages, at most one more than the limit. The loop runs over
   * ranges and stops early, because a document may claim billions of pages.
   */
  private List<Integer> wanted(OcrOptions options, int pageCount) {
    List<Integer> wanted = new ArrayList<>();
    for (PageSelection.Range range : options.pages().ranges()) {
      int last = Math.min(range.last(), pageCount);
      for (int n = range.first(); n <= last && wanted.size() <= limits.maxPages(); n++) {
        wanted.add(n);
      }
    }
    return wanted;
  }

  private Outcome<DocumentReading> pages(
      Source source, List<Integer> wanted, DocumentDeadline deadline, TempFiles tempFiles)
      throws InterruptedException {
    source.progress().pages(wanted.size());
    PageSpool spool =
        tempFiles.closing(
            new PageSpool(tempFiles.file(".pages"), wanted.size(), PageSpool.HELD_BYTES));
    PageCachePort memory = memories.of(source.info(), source.tenant());
    ParallelPageReader.Help help =
        new ParallelPageReader.Help(
            helpers, limits.readers() - 1, () -> engine.openIfIdle(source.file(), source.info()));
    ParallelPageReader run =
        new ParallelPageReader(
            new ParallelPageReader.Work(wanted, spool, memory, source.progress()), help, deadline);
    return Outcome.unless(
        run.read(source.document()), () -> done(source, spool.pages(), deadline, tempFiles));
  }

  private static Outcome<DocumentReading> done(
      Source source, List<Page> pages, DocumentDeadline deadline, TempFiles tempFiles) {
    EngineInfo info = source.info();
    if (!info.options().wants(Output.PDF)) {
      return Outcome.of(new DocumentReading(info, pages, null));
    }
    Path searchable = tempFiles.file(".pdf");
    return deadline
        .ofDocument()
        .flatMap(
            left ->
                Outcome.unless(
                    source.document().writeSearchable(pages, searchable, left),
                    () -> Outcome.of(new DocumentReading(info, pages, searchable))));
  }
}
