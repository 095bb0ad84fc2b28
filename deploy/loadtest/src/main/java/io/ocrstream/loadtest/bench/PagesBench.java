/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.loadtest.bench;

import io.ocrstream.config.EngineConfig;
import io.ocrstream.config.Settings;
import io.ocrstream.contracts.EngineInfo;
import io.ocrstream.contracts.OcrOptions;
import io.ocrstream.engine.Engine;
import io.ocrstream.engine.EngineCatalog;
import io.ocrstream.engine.child.IsolatedEngine;
import io.ocrstream.engine.installed.InstalledEngines;
import io.ocrstream.engine.tesseract.TesseractCatalog;
import io.ocrstream.engine.tesseract.TesseractEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Measures pages per second of Tesseract in this process and in child processes, with one and two
 * slots, next to its command line and to the engine {@code auto}.
 *
 * <p><b>Threading:</b> one thread.
 */
final class PagesBench {
  static final String ONE_SLOT = "engine, 1 slot";
  static final String ISOLATED = "engine, 1 slot, isolated";
  static final String NO_SANDBOX = "the same, without sandbox";
  static final String AUTO = "engine auto, isolated";
  static final String TWO_SLOTS = "engine, 2 slots";
  static final String TWO_ISOLATED = "engine, 2 slots, isolated";
  static final String COMMAND_LINE = "tesseract command line";
  static final String TWO_COMMAND_LINES = "tesseract, 2 at once";

  /** Minimum number of pages of a measurement. */
  private static final int MIN_PAGES = 25;

  private final Settings settings;
  private final EngineConfig withoutSandbox;
  private final TesseractCatalog catalog;
  private final EngineReading reading;
  private final EngineReading autoReading;
  private final List<Path> files;

  /**
   * Prepares the measurement.
   *
   * @param settings of all readers but one
   * @param withoutSandbox the same engine with {@code ocr.engine.sandbox=off}
   * @param languages of the documents
   * @param files the documents
   * @throws IllegalArgumentException if a language is not installed
   */
  PagesBench(
      Settings settings, EngineConfig withoutSandbox, List<String> languages, List<Path> files) {
    this.settings = settings;
    this.withoutSandbox = withoutSandbox;
    this.catalog = TesseractCatalog.of(settings.engine());
    this.reading = reading(catalog, languages);
    this.autoReading = reading(InstalledEngines.of(settings.engine()), languages);
    this.files = files;
  }

  private EngineReading reading(EngineCatalog engines, List<String> languages) {
    EngineInfo info =
        engines
            .info(OcrOptions.text(languages))
            .orElseThrow(() -> new IllegalArgumentException("a language is not installed"));
    return new EngineReading(info, settings.engine().pageTimeout());
  }

  /**
   * Holds the figures.
   *
   * @param pagesPerSecond pages per second, by reader
   * @param documents number of documents read; a small folder is read several times
   * @param pages number of pages in them
   * @param cpuMs CPU milliseconds per page, by reader
   * @param modelLoadMs additional milliseconds of the first page
   * @param commandLine version of the command line; null if it is not installed
   */
  record Outcome(
      Map<String, Series> pagesPerSecond,
      int documents,
      int pages,
      Map<String, Series> cpuMs,
      double modelLoadMs,
      @Nullable String commandLine) {
    /** Returns the pages per second of one slot, including one load of the models. */
    double withModelLoad() {
      double seconds = pages / Objects.requireNonNull(pagesPerSecond.get(ONE_SLOT)).median();
      return pages / (seconds + modelLoadMs / 1e3);
    }
  }

  Outcome run(AlternatingRounds alternation, Duration warmUp) throws Exception {
    try (Engine engine = TesseractEngine.start(settings.engine(), catalog);
        Engine isolated = isolated(settings.engine(), 2);
        Engine exposed = isolated(withoutSandbox, 1)) {
      double load = modelLoadMs(engine);
      Map<Path, Integer> readable = readable(engine);
      int pages = readable.values().stream().mapToInt(Integer::intValue).sum();
      List<Path> documents = List.copyOf(readable.keySet());
      for (Engine one : List.of(engine, isolated, exposed)) {
        warmUp(file -> reading.read(one, file), documents, warmUp);
      }
      warmUp(file -> autoReading.read(isolated, file), documents, warmUp);
      Round round = Round.of(documents, pages);
      Optional<CommandLineTesseract> program =
          CommandLineTesseract.find(System.getenv().getOrDefault("PATH", ""), models());
      Map<String, EngineReading.Reader> readers = new LinkedHashMap<>();
      readers.put(ONE_SLOT, file -> reading.read(engine, file));
      readers.put(ISOLATED, file -> reading.read(isolated, file));
      readers.put(NO_SANDBOX, file -> reading.read(exposed, file));
      readers.put(AUTO, file -> autoReading.read(isolated, file));
      Map<String, EngineReading.Reader> pairs = new LinkedHashMap<>();
      pairs.put(TWO_SLOTS, file -> reading.read(engine, file));
      pairs.put(TWO_ISOLATED, file -> reading.read(isolated, file));
      if (program.isPresent()) {
        EngineReading.Reader commandLine =
            file -> read(program.get(), file, readable.getOrDefault(file, 0));
        readers.put(COMMAND_LINE, commandLine);
        // Processes that share nothing show the gain from the machine's second CPU.
        pairs.put(TWO_COMMAND_LINES, commandLine);
      }
      AlternatingReaders turns = new AlternatingReaders(readers, round.files(), round.pages());
      Map<String, AlternatingRounds.Measurement> measurements = new LinkedHashMap<>();
      measurements.put("one at a time, document by document", turns::round);
      pairs.forEach((name, reader) -> measurements.put(name, round.twoAtOnce(reader)));
      Map<String, Series> atOnce = alternation.run(measurements);
      Map<String, Series> figures = new LinkedHashMap<>(turns.pagesPerSecond());
      atOnce.keySet().retainAll(pairs.keySet());
      figures.putAll(atOnce);
      String version = program.isPresent() ? program.get().version() : null;
      return new Outcome(figures, documents.size(), pages, turns.cpuMs(), load, version);
    }
  }

  private static Engine isolated(EngineConfig engine, int slots) throws Exception {
    return IsolatedEngine.start(engine, InstalledEngines.of(engine), slots);
  }

  /**
   * Holds the documents of one measurement: all documents, repeated until they have {@link
   * #MIN_PAGES}. Otherwise the result would depend on one long document at the end, while the
   * second slot is idle.
   */
  private record Round(List<Path> files, int pages) {
    static Round of(List<Path> documents, int pages) {
      int times = (MIN_PAGES + pages - 1) / pages;
      List<Path> files =
          Collections.nCopies(times, documents).stream().flatMap(List::stream).toList();
      return new Round(files, times * pages);
    }

    AlternatingRounds.Measurement twoAtOnce(EngineReading.Reader reader) {
      return () -> pages / seconds(() -> EngineReading.twoAtOnce(files, reader));
    }
  }

  /**
   * Warms up a reader with two documents in parallel, so that no engine is measured while its code
   * is still interpreted.
   */
  private static void warmUp(EngineReading.Reader reader, List<Path> documents, Duration duration)
      throws Exception {
    long until = System.nanoTime() + duration.toNanos();
    do {
      var unused = EngineReading.twoAtOnce(documents, reader);
    } while (System.nanoTime() - until < 0);
  }

  private double modelLoadMs(Engine engine) throws Exception {
    Path first = files.get(0);
    double cold = seconds(() -> reading.read(engine, first));
    double warm = seconds(() -> reading.read(engine, first));
    return Math.max(0, (cold - warm) * 1e3);
  }

  /**
   * Returns the documents whose pages can all be read, with their number of pages. Failures are
   * fast and would improve the figures.
   */
  private Map<Path, Integer> readable(Engine engine) {
    Map<Path, Integer> readable = new LinkedHashMap<>();
    for (Path file : files) {
      int pages = reading.read(engine, file);
      if (pages > 0) {
        readable.put(file, pages);
      }
    }
    if (readable.isEmpty()) {
      throw new IllegalArgumentException("no document of the folder can be read");
    }
    return readable;
  }

  /**
   * Reads a document; the program does not report its pages, so the engine's number is returned.
   */
  private int read(CommandLineTesseract program, Path file, int pages)
      throws IOException, InterruptedException {
    if (!program.read(file, reading.info().options().languages())) {
      throw new IOException("the tesseract command line failed on a document");
    }
    return pages;
  }

  /** Returns the folder that the engine unpacked its models to. */
  private Path models() throws IOException {
    List<String> models =
        reading.info().options().languages().stream().map(name -> name + ".traineddata").toList();
    try (Stream<Path> tree = Files.walk(settings.engine().installDir())) {
      return tree.filter(folder -> models.stream().allMatch(m -> Files.exists(folder.resolve(m))))
          .findFirst()
          .orElseThrow(() -> new IOException("the engine's models are not where they should be"));
    }
  }

  private static double seconds(Callable<Integer> work) throws Exception {
    long began = System.nanoTime();
    var unused = work.call();
    return (System.nanoTime() - began) / 1e9;
  }
}
