/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.loadtest.bench;

import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Measures the CPU time of this process and its running children. On a shared machine it is more
 * precise than wall-clock time.
 *
 * <p><b>Threading:</b> any.
 */
final class CpuTime {
  private CpuTime() {}

  /** Returns the CPU time so far in seconds; Linux counts in hundredths. */
  static double seconds() {
    ProcessHandle here = ProcessHandle.current();
    return Stream.concat(Stream.of(here), here.descendants())
        .map(process -> process.info().totalCpuDuration())
        .flatMap(Optional::stream)
        .mapToDouble(CpuTime::seconds)
        .sum();
  }

  private static double seconds(Duration duration) {
    return duration.toNanos() / 1e9;
  }
}
