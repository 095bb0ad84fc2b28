/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.loadtest.chaos;

import io.ocrstream.embedded.Folders;
import io.ocrstream.loadtest.bench.LoadTestCommand;
import io.ocrstream.submit.Durations;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Runs a load test on a stack of servers and processes of its own. */
abstract class StackCommand extends LoadTestCommand {
  static final int FAILED = 1;
  static final int MAX_PROCESSES = 8;
  private static final int LAST = 1;

  @Option(
      names = "--duration",
      converter = Durations.class,
      description = "Duration of the load (default: 1m)")
  Duration duration = Duration.ofMinutes(1);

  @Option(
      names = "--processors",
      description = "Number of processor processes (default: ${DEFAULT-VALUE})")
  int processors;

  @Option(
      names = "--workers",
      description = "Number of worker processes with one slot each (default: ${DEFAULT-VALUE})")
  int workers = 2;

  @Option(names = "--json", order = LAST, description = "Print the figures as a JSON object")
  private boolean json;

  @Option(
      names = "--keep",
      order = LAST,
      paramLabel = "DIR",
      description = "Keep the processes' logs in this folder")
  private @Nullable Path keep;

  StackCommand(PrintStream out, int processors) {
    super(out);
    this.processors = processors;
  }

  /** Reports a run. */
  interface Report {
    /** Returns whether the system did what it must. */
    boolean isKept();

    /** Formats the report for people. */
    String text();

    /** Formats the report as a JSON object. */
    String json();

    /** Appends a line to a report for people. */
    static void line(StringBuilder text, String format, Object... arguments) {
      text.append(String.format(Locale.ROOT, format, arguments)).append(System.lineSeparator());
    }
  }

  /** Checks the options that only this command has; throws at wrong usage. */
  abstract void checkOptions();

  /** Runs with data and logs of the processes in {@code folder}. */
  abstract Report run(Path folder, RunProgress progress) throws Exception;

  @Override
  public final Integer call() throws Exception {
    within("--processors", processors, 1, MAX_PROCESSES);
    within("--workers", workers, 1, MAX_PROCESSES);
    checkOptions();
    Path folder =
        keep == null ? Folders.temporary("ocr-load-") : Folders.make(keep.toAbsolutePath());
    try {
      Report report = run(folder, new RunProgress(err()));
      out.print(json ? report.json() + System.lineSeparator() : report.text());
      return report.isKept() ? 0 : FAILED;
    } finally {
      if (keep == null) {
        Folders.delete(folder);
      }
    }
  }
}
