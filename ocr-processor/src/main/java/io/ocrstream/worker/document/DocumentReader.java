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
 * Reads a file's pages, spread over the readers that are idle. A page that cannot be read does not
 * take the others with it.
 *
 * <p><b>Threading:</b> any. <b>Bounds:</b> {@code maxPages} pages, {@code pageTimeout} a page and
 * {@code documentTimeout} for all of them; {@code readers} at once; memory as {@link PageSpool}.
 * <b>Fails:</b> with an {@link java.io.UncheckedIOException} where the scratch cannot be used.
 */
public final class DocumentReader {
  private final EngineCatalog catalog;
  private final Engine engine;
  private final Limits limits;
  private final Memories memories;
  private final ExecutorService helpers;
  private final LongSupplier nanoTime;

  /** Pages read before. */
  public interface Memories {
    /** Those that were read as {@code info} says, in documents of {@code tenant}. */
    PageCachePort of(EngineInfo info, @Nullable String tenant);
  }

  /**
   * What one document may take.
   *
   * @param documentTimeout for all pages
   * @param pageTimeout for each
   * @param maxPages read of one document
   * @param readers at once, from 1
   */
  public record Limits(Duration documentTimeout, Duration pageTimeout, int maxPages, int readers) {}

  /**
   * A reader.
   *
   * @param memories pages read before
   * @param helpers threads of the further readers; as many as are asked for
   * @param nanoTime as {@link System#nanoTime}
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

  /** What reads so, if anything here does. */
  public Optional<EngineInfo> info(OcrOptions options) {
    return catalog.info(options);
  }

  /**
   * Reads {@code tenant}'s document in {@code file}; what comes of it lasts until {@code scratch}
   * is closed.
   */
  public Outcome<DocumentReading> read(
      Path file, OcrOptions options, @Nullable String tenant, TempFiles scratch)
      throws InterruptedException {
    Optional<EngineInfo> info = catalog.info(options);
    if (info.isEmpty()) {
      return Outcome.failed(catalog.refusal(options));
    }
    DocumentDeadline budget = new DocumentDeadline(limits, nanoTime);
    return engine
        .open(file, info.get())
        .flatMap(
            document -> {
              try (document) {
                Source source = new Source(file, info.get(), document, tenant);
                return read(source, wanted(options, document.pageCount()), budget, scratch);
              }
            });
  }

  private Outcome<DocumentReading> read(
      Source source, List<Integer> wanted, DocumentDeadline budget, TempFiles scratch)
      throws InterruptedException {
    Optional<Problem> unfit = problemOf(wanted.size(), source.document().pageCount());
    return unfit.isPresent() ? Outcome.failed(unfit.get()) : pages(source, wanted, budget, scratch);
  }

  /**
   * Reads a page that is known to be sound, as {@code options} say.
   *
   * @return whether it could be read: then what another document met is its own
   */
  public boolean readsCanary(OcrOptions options, TempFiles scratch) {
    return catalog
        .info(options)
        .map(info -> engine.open(CanaryPage.in(scratch), info))
        .flatMap(Outcome::value)
        .filter(this::isReadable)
        .isPresent();
  }

  private boolean isReadable(Engine.Document canary) {
    try (canary) {
      return canary.read(1, limits.pageTimeout(), PageCachePort.NONE).value().isPresent();
    }
  }

  /** A document that is open. */
  private record Source(
      Path file, EngineInfo info, Engine.Document document, @Nullable String tenant) {}

  private Optional<Problem> problemOf(int wanted, int pageCount) {
    if (wanted == 0) {
      String message = "the document has %d pages, none of those asked for";
      return Optional.of(Problem.of(FailureCode.NO_SUCH_PAGE, message.formatted(pageCount)));
    }
    if (wanted > limits.maxPages()) {
      String message = "%d pages are asked for, the limit is %d";
      return Optional.of(
          Problem.of(FailureCode.TOO_MANY_PAGES, message.formatted(wanted, limits.maxPages())));
    }
    return Optional.empty();
  }

  /**
   * The pages asked for, stopped one past the limit. By ranges, not by pages: a document may claim
   * any number of them, and looking at each of two billion would never end.
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
      Source source, List<Integer> wanted, DocumentDeadline budget, TempFiles scratch)
      throws InterruptedException {
    PageSpool spool =
        scratch.closing(new PageSpool(scratch.file(".pages"), wanted.size(), PageSpool.HELD_BYTES));
    PageCachePort memory = memories.of(source.info(), source.tenant());
    ParallelPageReader.Help help =
        new ParallelPageReader.Help(
            helpers, limits.readers() - 1, () -> engine.openIfIdle(source.file(), source.info()));
    ParallelPageReader run =
        new ParallelPageReader(new ParallelPageReader.Work(wanted, spool, memory), help, budget);
    return Outcome.unless(
        run.read(source.document()), () -> done(source, spool.pages(), budget, scratch));
  }

  private static Outcome<DocumentReading> done(
      Source source, List<Page> pages, DocumentDeadline budget, TempFiles scratch) {
    EngineInfo info = source.info();
    if (!info.options().wants(Output.PDF)) {
      return Outcome.of(new DocumentReading(info, pages, null));
    }
    Path searchable = scratch.file(".pdf");
    return budget
        .ofDocument()
        .flatMap(
            left ->
                Outcome.unless(
                    source.document().writeSearchable(pages, searchable, left),
                    () -> Outcome.of(new DocumentReading(info, pages, searchable))));
  }
}
