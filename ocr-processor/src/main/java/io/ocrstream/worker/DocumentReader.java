/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.worker;

import io.ocrstream.contracts.EngineInfo;
import io.ocrstream.contracts.FailureCode;
import io.ocrstream.contracts.OcrOptions;
import io.ocrstream.contracts.Page;
import io.ocrstream.contracts.PageSelection;
import io.ocrstream.contracts.Problem;
import io.ocrstream.engine.Engine;
import io.ocrstream.engine.EngineCatalog;
import io.ocrstream.engine.PageMemory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads a file's pages one by one. A page that cannot be read does not take the others with it.
 *
 * <p><b>Threading:</b> any. <b>Bounds:</b> {@code maxPages} pages, {@code pageTimeout} a page and
 * {@code documentTimeout} for all of them.
 */
public final class DocumentReader {
  private final EngineCatalog catalog;
  private final Engine engine;
  private final Limits limits;
  private final LongSupplier nanoTime;

  /**
   * What one document may take.
   *
   * @param documentTimeout for all pages
   * @param pageTimeout for each
   * @param maxPages read of one document
   */
  public record Limits(Duration documentTimeout, Duration pageTimeout, int maxPages) {}

  /** A reader; {@code nanoTime} as {@link System#nanoTime}. */
  public DocumentReader(
      EngineCatalog catalog, Engine engine, Limits limits, LongSupplier nanoTime) {
    this.catalog = catalog;
    this.engine = engine;
    this.limits = limits;
    this.nanoTime = nanoTime;
  }

  /** What reading came to. */
  sealed interface Reading {
    <R> R fold(Function<Done, R> done, Function<Failed, R> failed);
  }

  /**
   * At least one page was read.
   *
   * @param info what read it
   * @param pages those asked for, in order, read or not
   */
  record Done(EngineInfo info, List<Page> pages) implements Reading {
    @Override
    public <R> R fold(Function<Done, R> done, Function<Failed, R> failed) {
      return done.apply(this);
    }
  }

  /**
   * None was.
   *
   * @param problem why
   */
  record Failed(Problem problem) implements Reading {
    @Override
    public <R> R fold(Function<Done, R> done, Function<Failed, R> failed) {
      return failed.apply(this);
    }
  }

  Reading read(Path file, OcrOptions options) throws InterruptedException {
    Optional<EngineInfo> info = catalog.info(options);
    if (info.isEmpty()) {
      return new Failed(catalog.refusal(options));
    }
    long end = nanoTime.getAsLong() + limits.documentTimeout().toNanos();
    Engine.Opened opened = engine.open(file, info.get());
    Problem refused = opened.fold(document -> null, Engine.Refused::problem);
    if (refused != null) {
      return new Failed(refused);
    }
    try (Engine.Document document = opened.fold(d -> d, r -> null)) {
      return pages(document, info.get(), end);
    }
  }

  private Reading pages(Engine.Document document, EngineInfo info, long end)
      throws InterruptedException {
    List<Integer> wanted = wanted(info.options(), document.pageCount());
    if (wanted.isEmpty()) {
      return new Failed(
          Problem.of(
              FailureCode.NO_SUCH_PAGE,
              "the document has %d pages, none of those asked for"
                  .formatted(document.pageCount())));
    }
    if (wanted.size() > limits.maxPages()) {
      return new Failed(
          Problem.of(
              FailureCode.TOO_MANY_PAGES,
              "%d pages are asked for, the limit is %d"
                  .formatted(wanted.size(), limits.maxPages())));
    }
    return read(document, info, wanted, end);
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

  private Reading read(Engine.Document document, EngineInfo info, List<Integer> wanted, long end)
      throws InterruptedException {
    List<Page> pages = new ArrayList<>();
    @Nullable Problem first = null;
    boolean any = false;
    for (int number : wanted) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      Engine.PageOutcome outcome = readPage(document, number, end);
      Problem problem = outcome.fold(page -> null, unreadable -> unreadable);
      first = first == null ? problem : first;
      any |= problem == null;
      pages.add(outcome.fold(page -> page, unreadable -> Page.failed(number, unreadable.code())));
    }
    return any || first == null ? new Done(info, pages) : new Failed(first);
  }

  private Engine.PageOutcome readPage(Engine.Document document, int number, long end) {
    Duration left = Duration.ofNanos(end - nanoTime.getAsLong());
    if (left.isNegative() || left.isZero()) {
      return new Engine.Unreadable(
          Problem.of(
              FailureCode.TIMED_OUT, "the document took longer than " + limits.documentTimeout()));
    }
    Duration budget = left.compareTo(limits.pageTimeout()) < 0 ? left : limits.pageTimeout();
    return document.read(number, budget, PageMemory.NONE);
  }
}
