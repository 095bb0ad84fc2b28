/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.child;

import io.ocrstream.config.EngineConfig;
import io.ocrstream.config.loader.SettingsLoader;
import io.ocrstream.contracts.EngineInfo;
import io.ocrstream.contracts.OcrOptions;
import io.ocrstream.engine.Engine;
import io.ocrstream.engine.EngineCatalog;
import io.ocrstream.engine.PageCachePort;
import io.ocrstream.engine.installed.InstalledEngines;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Starts engines in faulty children and opens documents in them. */
public final class Isolation {
  /** Time limit of a page that must be read. */
  static final Duration AMPLE = Duration.ofMinutes(1);

  private static final Path SAMPLES =
      Path.of("..", "deploy", "standalone", "src", "main", "resources", "samples");

  private static final EngineInfo INFO =
      InstalledEngines.of(settings(Map.of())).info(OcrOptions.text(List.of("eng"))).orElseThrow();

  private Isolation() {}

  public static EngineConfig settings(Map<String, String> more) {
    Map<String, String> all = new HashMap<>();
    all.put("ocr.engine.install-dir", Path.of("target", "engine").toAbsolutePath().toString());
    // A JVM starts slowly beside many other processes.
    all.put("ocr.engine.child.start-timeout", "5m");
    // A child that has grown is replaced. In these tests, a new child means that the old one died.
    all.put("ocr.engine.child.max-growth", "64GiB");
    more.forEach((key, value) -> all.put("ocr.engine." + key, value));
    return SettingsLoader.of(all).engine();
  }

  static IsolatedEngine start(int slots, Map<String, String> settings) {
    EngineConfig all = settings(settings);
    return start(all, InstalledEngines.of(all), slots);
  }

  /** Starts faulty children with the engines of {@code catalog}. */
  static IsolatedEngine start(EngineConfig settings, EngineCatalog catalog, int slots) {
    try {
      Files.createDirectories(FaultyChild.PLANS);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return IsolatedEngine.start(
        settings, catalog, slots, FaultyChild.class.getName(), List.of(FaultyChild.PLANS));
  }

  static EngineInfo info() {
    return INFO;
  }

  /** Copies a sample, so that faults can be planned for it. */
  static Path copy(String sample, Path folder) throws IOException {
    Path copy = folder.resolve(sample).toAbsolutePath();
    return Files.copy(SAMPLES.resolve(sample), copy);
  }

  static Engine.Document open(Engine engine, Path file) {
    return engine
        .open(file, info())
        .fold(
            document -> document,
            problem -> {
              throw new AssertionError(problem.toString());
            });
  }

  /** Returns each page's text, or its failure code and number of attempts. */
  static List<String> texts(Engine engine, Path file, Duration timeout) {
    try (Engine.Document document = open(engine, file)) {
      return IntStream.rangeClosed(1, document.pageCount())
          .mapToObj(number -> text(document, number, timeout))
          .toList();
    }
  }

  static String text(Engine.Document document, int number, Duration timeout) {
    return document
        .read(number, timeout, PageCachePort.NONE)
        .fold(page -> page.text(), problem -> problem.code() + " " + problem.attempts());
  }

  static boolean isAlive(long pid) {
    return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
  }
}
