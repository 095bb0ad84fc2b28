/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.loadtest.chaos;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Supplier;

/**
 * Prints the progress of a long run on standard error.
 *
 * <p><b>Threading:</b> one thread. <b>Bounds:</b> one line per {@link #PAUSE}, besides stages.
 */
final class RunProgress {
  private static final Duration PAUSE = Duration.ofSeconds(10);

  private final PrintWriter out;
  private final long begun = System.nanoTime();
  private long lastReport = begun;

  RunProgress(PrintWriter out) {
    this.out = out;
  }

  /** Prints the start of a stage. */
  void stage(String what) {
    lastReport = System.nanoTime();
    double seconds = (lastReport - begun) / 1e9;
    out.println(String.format(Locale.ROOT, "%5.0f s  %s", seconds, what));
    out.flush();
  }

  /** Prints the progress if the last line is old enough. */
  void at(Supplier<String> how) {
    if (System.nanoTime() - lastReport >= PAUSE.toNanos()) {
      stage(how.get());
    }
  }
}
