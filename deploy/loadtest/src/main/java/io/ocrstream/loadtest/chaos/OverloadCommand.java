/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.loadtest.chaos;

import io.ocrstream.submit.Durations;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Overloads its own system, and checks which promises it keeps. */
@Command(
    name = "overload",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Start a broker, Redis, an object store, processors and workers; measure the"
            + " workers' capacity, send a multiple of it, and check memory, hits, rebalances"
            + " and answers",
    footer = {"", "Examples:", "  ocr overload --duration 2m"})
public final class OverloadCommand extends StackCommand {
  static final double MAX_FACTOR = 200;
  static final double SHORTEST_SECONDS = 1;
  static final double MAX_SECONDS = 3_600;

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

  /** Creates a command that writes its report to {@code out}. */
  public OverloadCommand(PrintStream out) {
    super(out, 1);
  }

  @Override
  void checkOptions() {
    within("--duration", duration.toMillis() / 1e3, SHORTEST_SECONDS, MAX_SECONDS);
    within("--factor", factor, 1, MAX_FACTOR);
  }

  @Override
  OverloadReport run(Path folder, RunProgress progress) throws Exception {
    StackSize size = new StackSize(processors, workers, 1, 1, StackSize.SESSION, false);
    return OverloadRun.run(new OverloadOptions(duration, factor, drain, size), folder, progress);
  }
}
