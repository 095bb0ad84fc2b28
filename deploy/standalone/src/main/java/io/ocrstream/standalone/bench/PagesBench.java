/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.standalone.bench;

import io.ocrstream.config.Settings;
import io.ocrstream.contracts.EngineInfo;
import io.ocrstream.contracts.OcrOptions;
import io.ocrstream.engine.Engine;
import io.ocrstream.engine.PageMemory;
import io.ocrstream.engine.TesseractCatalog;
import io.ocrstream.engine.TesseractEngine;
import io.ocrstream.engine.child.IsolatedEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Pages a second of the engine: in this process, with one slot and with two, and in a child
 * process, beside the command line of Tesseract.
 *
 * <p><b>Threading:</b> one thread.
 */
final class PagesBench {
  static final String ONE_SLOT = "engine, 1 slot";
  static final String ISOLATED = "engine, 1 slot, isolated";
  static final String TWO_SLOTS = "engine, 2 slots";
  static final String COMMAND_LINE = "tesseract command line";
  static final String TWO_COMMAND_LINES = "tesseract, 2 at once";

  private final Settings settings;
  private final TesseractCatalog catalog;
  private final EngineInfo info;
  private final List<Path> files;

  /**
   * Prepares.
   *
   * @throws IllegalArgumentException if a language is not installed
   */
  PagesBench(Settings settings, List<String> languages, List<Path> files) {
    this.settings = settings;
    this.catalog = TesseractCatalog.of(settings.engine());
    this.info =
        catalog
            .info(OcrOptions.text(languages))
            .orElseThrow(() -> new IllegalArgumentException("a language is not installed"));
    this.files = files;
  }

  /**
   * What came of it.
   *
   * @param pagesPerSecond by what read them
   * @param documents read
   * @param pages in them
   * @param modelLoadMs what the first page took longer than the same one later
   * @param commandLine its version; null where it is not installed
   */
  record Outcome(
      Map<String, Series> pagesPerSecond,
      int documents,
      int pages,
      double modelLoadMs,
      @Nullable String commandLine) {
    /** Pages a second of one slot if the models' load counts once for all pages. */
    double withModelLoad() {
      double seconds = pages / Objects.requireNonNull(pagesPerSecond.get(ONE_SLOT)).median();
      return pages / (seconds + modelLoadMs / 1e3);
    }
  }

  Outcome run(Alternation alternation) throws Exception {
    try (Engine engine = TesseractEngine.start(settings.engine(), catalog);
        Engine isolated = IsolatedEngine.start(settings.engine(), catalog, 1)) {
      double load = modelLoadMs(engine);
      List<Path> readable = readable(engine);
      int pages = readAll(engine, readable);
      Optional<CommandLineTesseract> program =
          CommandLineTesseract.find(System.getenv().getOrDefault("PATH", ""), models());
      Map<String, Alternation.Measurement> measurements = new LinkedHashMap<>();
      measurements.put(ONE_SLOT, () -> pages / seconds(() -> readAll(engine, readable)));
      measurements.put(ISOLATED, () -> pages / seconds(() -> readAll(isolated, readable)));
      measurements.put(
          TWO_SLOTS, () -> pages / seconds(() -> twoAtOnce(readable, file -> read(engine, file))));
      if (program.isPresent()) {
        CommandLineTesseract tesseract = program.get();
        measurements.put(COMMAND_LINE, () -> pages / seconds(() -> readAll(tesseract, readable)));
        // Processes that share nothing: what the machine itself gains by its second processor.
        measurements.put(
            TWO_COMMAND_LINES,
            () -> pages / seconds(() -> twoAtOnce(readable, file -> read(tesseract, file))));
      }
      Map<String, Series> figures = alternation.run(measurements);
      String version = program.isPresent() ? program.get().version() : null;
      return new Outcome(figures, readable.size(), pages, load, version);
    }
  }

  private double modelLoadMs(Engine engine) throws Exception {
    Path first = files.get(0);
    double cold = seconds(() -> read(engine, first));
    double warm = seconds(() -> read(engine, first));
    return Math.max(0, (cold - warm) * 1e3);
  }

  /** Documents of which every page can be read: failures are quick, and would flatter. */
  private List<Path> readable(Engine engine) {
    List<Path> readable = files.stream().filter(file -> read(engine, file) > 0).toList();
    if (readable.isEmpty()) {
      throw new IllegalArgumentException("no document of the folder can be read");
    }
    return readable;
  }

  /** Pages read; 0 if not all could be. */
  private int read(Engine engine, Path file) {
    return engine
        .open(file, info)
        .fold(
            document -> {
              try (document) {
                return read(document);
              }
            },
            refused -> 0);
  }

  private int read(Engine.Document document) {
    Duration budget = settings.engine().pageTimeout();
    for (int number = 1; number <= document.pageCount(); number++) {
      if (!document.read(number, budget, PageMemory.NONE).fold(page -> true, unreadable -> false)) {
        return 0;
      }
    }
    return document.pageCount();
  }

  private int readAll(Engine engine, List<Path> readable) {
    return readable.stream().mapToInt(file -> read(engine, file)).sum();
  }

  private int readAll(CommandLineTesseract program, List<Path> readable)
      throws IOException, InterruptedException {
    for (Path file : readable) {
      read(program, file);
    }
    return readable.size();
  }

  private int read(CommandLineTesseract program, Path file)
      throws IOException, InterruptedException {
    if (!program.read(file, info.options().languages())) {
      throw new IOException("the tesseract command line failed on a document");
    }
    return 1;
  }

  /** Reads a document and tells its pages. */
  @FunctionalInterface
  private interface Reader {
    int read(Path file) throws Exception;
  }

  private static int twoAtOnce(List<Path> readable, Reader reader) throws Exception {
    ExecutorService slots = Executors.newFixedThreadPool(2);
    try {
      List<Future<Integer>> reading = new ArrayList<>();
      for (Path file : readable) {
        reading.add(slots.submit(() -> reader.read(file)));
      }
      int pages = 0;
      for (Future<Integer> document : reading) {
        pages += document.get();
      }
      return pages;
    } finally {
      slots.shutdownNow();
    }
  }

  /** The folder that the engine unpacked its models into. */
  private Path models() throws IOException {
    List<String> models =
        info.options().languages().stream().map(name -> name + ".traineddata").toList();
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
