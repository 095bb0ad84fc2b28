/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.loadtest.chaos;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.ocrstream.standalone.Folders;
import io.ocrstream.submit.Durations;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Overloads its own system, and checks which promises it keeps. */
@Command(
    name = "overload",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Start a broker, Redis, an object store, processors and workers; measure the"
            + " workers' capacity, send a multiple of it, and check memory, hits, rebalances"
            + " and answers")
public final class OverloadCommand implements Callable<Integer> {
  static final int NOT_KEPT = 1;
  static final int MAX_PROCESSES = 8;
  static final double MAX_FACTOR = 200;
  static final Duration SHORTEST = Duration.ofSeconds(1);
  static final Duration LONGEST = Duration.ofHours(1);

  @Option(
      names = "--duration",
      converter = Durations.class,
      description = "Duration of the load (1s to 1h; default 1m)")
  private Duration duration = Duration.ofMinutes(1);

  @Option(
      names = "--factor",
      description =
          "Load as a multiple of the workers' capacity (1 to 200; default ${DEFAULT-VALUE})")
  private double factor = 10;

  @Option(
      names = "--drain",
      converter = Durations.class,
      description = "Maximum wait for the answers after the load has stopped (default: 30m)")
  private Duration drain = Duration.ofMinutes(30);

  @Option(
      names = "--processors",
      description = "Number of processor processes (default: ${DEFAULT-VALUE})")
  private int processors = 1;

  @Option(
      names = "--workers",
      description = "Number of worker processes with one slot each (default: ${DEFAULT-VALUE})")
  private int workers = 2;

  @Option(names = "--json", description = "Print the figures as a JSON object")
  private boolean json;

  @Option(
      names = "--keep",
      paramLabel = "DIR",
      description = "Keep the processes' logs in this folder")
  private @Nullable Path keep;

  @Spec private @Nullable CommandSpec spec;

  private final PrintStream out;

  /** Creates a command that writes its report to {@code out}. */
  public OverloadCommand(PrintStream out) {
    this.out = out;
  }

  @Override
  public Integer call() throws Exception {
    within(
        "--duration",
        duration.toMillis() / 1e3,
        (double) SHORTEST.toSeconds(),
        (double) LONGEST.toSeconds());
    within("--factor", factor, 1, MAX_FACTOR);
    within("--processors", processors, 1, MAX_PROCESSES);
    within("--workers", workers, 1, MAX_PROCESSES);
    Path folder =
        keep == null ? Folders.temporary("ocr-overload-") : Folders.make(keep.toAbsolutePath());
    try {
      OverloadOptions options = new OverloadOptions(duration, factor, drain, processors, workers);
      OverloadReport report = OverloadRun.run(options, folder, new RunProgress(err()));
      out.print(json ? report.json() + System.lineSeparator() : report.text());
      return report.isKept() ? 0 : NOT_KEPT;
    } finally {
      if (keep == null) {
        Folders.delete(folder);
      }
    }
  }

  private PrintWriter err() {
    return spec == null ? new PrintWriter(System.err, true, UTF_8) : spec.commandLine().getErr();
  }

  private void within(String option, double value, double least, double most) {
    if (!(value >= least && value <= most)) {
      throw usage("%s: use %.0f to %.0f".formatted(option, least, most));
    }
  }

  private ParameterException usage(String message) {
    if (spec == null) {
      throw new IllegalStateException("not run by picocli");
    }
    return new ParameterException(spec.commandLine(), message);
  }
}
