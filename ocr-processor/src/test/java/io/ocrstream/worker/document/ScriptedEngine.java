/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.worker.document;

import io.ocrstream.contracts.EngineInfo;
import io.ocrstream.contracts.FailureCode;
import io.ocrstream.contracts.OcrOptions;
import io.ocrstream.contracts.Outcome;
import io.ocrstream.contracts.Page;
import io.ocrstream.contracts.PayloadWriter;
import io.ocrstream.contracts.Problem;
import io.ocrstream.contracts.RawJson;
import io.ocrstream.contracts.Word;
import io.ocrstream.engine.Engine;
import io.ocrstream.engine.EngineCatalog;
import io.ocrstream.engine.PageCachePort;
import io.ocrstream.worker.ScriptedContent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** An engine of two languages whose documents have the pages that a test provides. */
public final class ScriptedEngine implements Engine, EngineCatalog {
  public static final Problem CORRUPT = Problem.of(FailureCode.CORRUPT, "The page is damaged.");

  public int pageCount = 1;
  public IntFunction<Outcome<Page>> reading =
      number -> Outcome.of(page(number, "page " + number, 0.9));
  @Nullable public Problem refusal;
  public Function<Path, @Nullable Problem> refusing = file -> refusal;
  public Runnable beforeRead = () -> {};
  Supplier<Optional<Outcome<Document>>> idle = Optional::empty;
  BiFunction<List<Page>, Path, Optional<Problem>> searchable =
      (pages, target) -> Optional.of(Problem.of(FailureCode.UNSUPPORTED_OPTION, "scripted"));
  @Nullable Duration searchableTimeout;
  final List<Integer> read = Collections.synchronizedList(new ArrayList<>());
  final List<Duration> timeouts = Collections.synchronizedList(new ArrayList<>());
  public volatile int opened;
  volatile int closed;

  /** Returns a recognised page with a word for each word of its text. */
  public static Page page(int number, String text, @Nullable Double confidence) {
    List<Word> words = new ArrayList<>();
    for (String word : text.isEmpty() ? new String[0] : text.split("\\s+", -1)) {
      words.add(Word.of(word, 1, 2, 3, 4, 0.9));
    }
    return new Page(
        number,
        100,
        200,
        0,
        Page.Status.READ,
        Page.TextSource.OCR,
        confidence,
        text,
        null,
        words,
        null,
        null,
        null);
  }

  /** Returns a payload as it may be in the cache. */
  public static RawJson cached() {
    OcrOptions options = OcrOptions.text(List.of("eng"));
    EngineInfo info = new EngineInfo("scripted", "0", "digest", options);
    return json(new DocumentReading(info, List.of(page(1, "cached", 0.5)), null));
  }

  /** Returns the payload of a reading as it is written. */
  static RawJson json(DocumentReading done) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      PayloadWriter.write(
          PayloadAssembly.figures(done, List.of(), 1, 2), PayloadAssembly.pages(done), out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return RawJson.of(out.toByteArray());
  }

  @Override
  public Outcome<Document> open(Path file, EngineInfo info) {
    Problem problem = refusing.apply(file);
    if (problem != null) {
      return Outcome.failed(problem);
    }
    return Outcome.of(document());
  }

  /** Returns a further reader, for {@link #idle}. */
  synchronized Document document() {
    opened++;
    return new ScriptedDocument();
  }

  @Override
  public Optional<Outcome<Document>> openIfIdle(Path file, EngineInfo info) {
    return idle.get();
  }

  @Override
  public Optional<EngineInfo> info(OcrOptions options) {
    return languages().containsAll(options.languages())
        ? Optional.of(new EngineInfo("scripted", "1", "digest", options))
        : Optional.empty();
  }

  @Override
  public SortedSet<String> languages() {
    return new TreeSet<>(Set.of("eng", "por"));
  }

  @Override
  public void close() {
    refusal = ScriptedContent.UNPLANNED;
  }

  private final class ScriptedDocument implements Document {
    @Override
    public int pageCount() {
      return pageCount;
    }

    @Override
    public Outcome<Page> read(int number, Duration deadline, PageCachePort memory) {
      beforeRead.run();
      read.add(number);
      timeouts.add(deadline);
      return reading.apply(number);
    }

    @Override
    public Optional<Problem> writeSearchable(List<Page> pages, Path target, Duration deadline) {
      searchableTimeout = deadline;
      return searchable.apply(pages, target);
    }

    @Override
    public Optional<Problem> draw(int number, long maxPixels, Path target, Duration deadline) {
      throw new AssertionError("no worker draws");
    }

    @Override
    public void close() {
      synchronized (ScriptedEngine.this) {
        closed++;
      }
    }
  }
}
