/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.loadtest.bench;

import io.ocrstream.standalone.Folders;
import io.ocrstream.standalone.Samples;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measures the system on this machine, next to reference measurements. */
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Measure hits, pages and storms on this machine, each next to a reference, with"
            + " an embedded Kafka and Redis")
public final class BenchCommand implements Callable<Integer> {
  static final Set<String> PARTS = Set.of("hits", "pages", "storm");
  static final int MAX_ROUNDS = 100;
  static final int MIN_EVENTS = 100;
  static final int MAX_EVENTS = 1_000_000;
  static final int MAX_DOCUMENTS = 10_000;
  static final int MAX_COPIES = 100_000;
  static final int MAX_LATENCY_SECONDS = 600;
  static final int MAX_WARM_UP_SECONDS = 3_600;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      description = "Number of counted rounds (default: ${DEFAULT-VALUE})")
  private int rounds = 5;

  @Option(
      names = "--events",
      paramLabel = "N",
      description = "Events per round of hits (default: ${DEFAULT-VALUE})")
  private int events = 20_000;

  @Option(
      names = "--documents",
      paramLabel = "N",
      description = "Distinct documents among these events (default: ${DEFAULT-VALUE})")
  private int documents = 300;

  @Option(
      names = "--latency-seconds",
      paramLabel = "N",
      description = "Duration of the latency measurement in seconds (default: ${DEFAULT-VALUE})")
  private int latencySeconds = 5;

  @Option(
      names = "--pages",
      paramLabel = "DIR",
      description = "Folder of images to read (default: the bundled samples)")
  private @Nullable Path pages;

  @Option(
      names = "--languages",
      paramLabel = "LANG",
      description = "Languages of the images, such as por+eng (default: ${DEFAULT-VALUE})")
  private String languages = "eng";

  @Option(
      names = "--warm-up-seconds",
      paramLabel = "N",
      description = "Warm-up of each engine in seconds (default: ${DEFAULT-VALUE})")
  private int warmUpSeconds = 40;

  @Option(
      names = "--copies",
      paramLabel = "LIST",
      split = ",",
      description = "Sizes of storms, besides a single copy (default: ${DEFAULT-VALUE})")
  private List<Integer> copies = List.of(100, 1_000);

  @Option(
      names = "--parts",
      paramLabel = "LIST",
      split = ",",
      description = "Parts to measure: any of hits, pages, storm (default: all)")
  private List<String> parts = List.of("hits", "pages", "storm");

  @Option(names = "--json", description = "Print the figures as JSON at the end of standard output")
  private boolean json;

  @Spec private @Nullable CommandSpec spec;

  private final PrintStream out;

  /** Creates a command that writes its table to {@code out}, and its progress to standard error. */
  public BenchCommand(PrintStream out) {
    this.out = out;
  }

  @Override
  public Integer call() throws Exception {
    check();
    Path folder = Folders.temporary("ocr-bench-").toRealPath();
    try {
      BenchReport report =
          new Bench(options(folder), folder, this::progress).run(Set.copyOf(parts));
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
    within("--rounds", rounds, 1, MAX_ROUNDS);
    within("--events", events, MIN_EVENTS, MAX_EVENTS);
    within("--documents", documents, 1, MAX_DOCUMENTS);
    within("--latency-seconds", latencySeconds, 1, MAX_LATENCY_SECONDS);
    within("--warm-up-seconds", warmUpSeconds, 0, MAX_WARM_UP_SECONDS);
    copies.forEach(count -> within("--copies", count, 1, MAX_COPIES));
    if (parts.isEmpty() || !PARTS.containsAll(parts)) {
      throw usage("--parts: use any of hits, pages, storm");
    }
  }

  private void within(String option, int value, int min, int max) {
    if (value < min || value > max) {
      throw usage("%s: use %d to %d".formatted(option, min, max));
    }
  }

  private BenchOptions options(Path folder) throws IOException {
    Path read = pages;
    if (read == null) {
      read = Folders.make(folder.resolve("samples"));
      Samples.unpack(read);
    }
    if (PageFiles.in(read).isEmpty()) {
      throw usage("--pages: the folder contains no images");
    }
    List<Integer> storms =
        Stream.concat(Stream.of(1), copies.stream()).distinct().sorted().toList();
    return new BenchOptions(
        rounds,
        events,
        documents,
        latencySeconds,
        read,
        List.of(languages.split("[+,]")),
        warmUpSeconds,
        storms);
  }

  private void progress(String text) {
    if (spec != null) {
      spec.commandLine().getErr().println("bench: " + text);
    }
  }

  private ParameterException usage(String message) {
    if (spec == null) {
      throw new IllegalStateException("not run by picocli");
    }
    return new ParameterException(spec.commandLine(), message);
  }
}
