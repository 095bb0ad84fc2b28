/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.loadtest.bench;

import io.ocrstream.embedded.Folders;
import io.ocrstream.standalone.Samples;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures the system on this machine, next to reference measurements. */
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Measure hits, pages and storms on this machine, each next to a reference, with"
            + " an embedded Kafka and Redis",
    footer = {"", "Examples:", "  ocr bench --parts hits"})
public final class BenchCommand extends LoadTestCommand {
  static final Set<String> PARTS = Set.of("hits", "pages", "storm");
  static final int MAX_ROUNDS = 100;
  static final int MIN_EVENTS = 100;
  static final int MAX_EVENTS = 1_000_000;
  static final int MAX_DOCUMENTS = 10_000;
  static final int MAX_COPIES = 100_000;
  static final int MAX_LATENCY_SECONDS = 600;
  static final int MAX_WARM_UP_SECONDS = 3_600;

  @Mixin private BenchOptions options = new BenchOptions();

  @Option(
      names = "--parts",
      paramLabel = "LIST",
      split = ",",
      description = "Parts to measure: any of hits, pages, storm (default: all)")
  private List<String> parts = List.of("hits", "pages", "storm");

  @Option(names = "--json", description = "Print the figures as JSON at the end of standard output")
  private boolean json;

  /** Creates a command that writes its table to {@code out}, and its progress to standard error. */
  public BenchCommand(PrintStream out) {
    super(out);
  }

  @Override
  public Integer call() throws Exception {
    check();
    Path folder = Folders.temporary("ocr-bench-").toRealPath();
    try {
      BenchReport report =
          new Bench(options, pages(folder), folder, step -> err().println("bench: " + step))
              .run(Set.copyOf(parts));
      BenchTable.of(report).forEach(out::println);
      if (json) {
        out.println(BenchJson.of(report));
      }
      return 0;
    } finally {
      Folders.delete(folder);
    }
  }

  private void check() {
    within("--rounds", options.rounds, 1, MAX_ROUNDS);
    within("--events", options.events, MIN_EVENTS, MAX_EVENTS);
    within("--documents", options.documents, 1, MAX_DOCUMENTS);
    within("--latency-seconds", options.latencySeconds, 1, MAX_LATENCY_SECONDS);
    within("--warm-up-seconds", options.warmUpSeconds, 0, MAX_WARM_UP_SECONDS);
    options.copies.forEach(count -> within("--copies", count, 1, MAX_COPIES));
    if (parts.isEmpty() || !PARTS.containsAll(parts)) {
      throw usage("--parts: use any of hits, pages, storm");
    }
  }

  private List<Path> pages(Path folder) throws IOException {
    Path read = options.pages;
    if (read == null) {
      read = Folders.make(folder.resolve("samples"));
      Samples.unpack(read);
    }
    List<Path> files = PageFiles.in(read);
    if (files.isEmpty()) {
      throw usage("--pages: the folder contains no images");
    }
    return files;
  }
}
