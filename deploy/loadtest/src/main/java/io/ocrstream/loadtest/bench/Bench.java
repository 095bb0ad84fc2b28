/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.loadtest.bench;

import io.ocrstream.config.Settings;
import io.ocrstream.embedded.Folders;
import io.ocrstream.standalone.EmbeddedStack;
import io.ocrstream.standalone.LocalPipeline;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Runs the requested parts, each on its own servers.
 *
 * <p>Settings of the environment are ignored, so that figures of two machines are comparable.
 *
 * <p><b>Threading:</b> one thread.
 */
final class Bench {
  /** Long timeouts, because a look-up that times out is a miss and would end the measurement. */
  private static final Map<String, String> PATIENT =
      Map.of("ocr.cache.lookup-deadline", "10s", "ocr.cache.write-deadline", "10s");

  private final BenchOptions options;
  private final List<Path> files;
  private final Path folder;
  private final AlternatingRounds.Progress progress;

  /**
   * Prepares a run.
   *
   * @param files images to read
   * @param folder folder for its files; the caller empties it
   */
  Bench(BenchOptions options, List<Path> files, Path folder, AlternatingRounds.Progress progress) {
    this.options = options;
    this.files = files;
    this.folder = folder;
    this.progress = progress;
  }

  BenchReport run(Set<String> parts) throws Exception {
    Machine machine = Machine.here();
    return new BenchReport(
        machine,
        options,
        parts.contains("hits") ? hits() : null,
        parts.contains("pages") ? pages() : null,
        parts.contains("storm") ? storm(files.get(0)) : null);
  }

  private HitBench.Outcome hits() throws Exception {
    progress.at("starting Kafka and Redis for hits");
    // Without a pipeline: the streams are started and stopped one after another.
    try (EmbeddedStack stack = EmbeddedStack.start(null, Map.of(), settings -> () -> {})) {
      try (HitBench bench = new HitBench(settings(stack.settings(PATIENT)), options)) {
        return bench.run(alternation());
      }
    }
  }

  private PagesBench.Outcome pages() throws Exception {
    progress.at("loading the engine for pages");
    Settings withoutSandbox = settings(Map.of("ocr.engine.sandbox", "off"));
    return new PagesBench(settings(Map.of()), withoutSandbox.engine(), options.languages(), files)
        .run(alternation(), Duration.ofSeconds(options.warmUpSeconds));
  }

  private StormBench.Outcome storm(Path page) throws Exception {
    progress.at("starting Kafka, Redis, processor and workers for storms");
    Path storms = Folders.make(folder.resolve("storms"));
    Map<String, String> allowed =
        Map.of("ocr.content.file-roots", storms.toString().replace(",", "\\,"));
    try (EmbeddedStack stack = EmbeddedStack.start(null, allowed, new LocalPipeline(Map.of()))) {
      return new StormBench(stack.clients(), page, storms, options.storms()).run(alternation());
    }
  }

  private AlternatingRounds alternation() {
    return new AlternatingRounds(options.rounds, progress);
  }

  private static Settings settings(Map<String, String> overrides) {
    return LocalPipeline.settings(Map.of(), overrides).settings();
  }
}
