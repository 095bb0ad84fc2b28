/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.loadtest.bench;

import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What processors did for this process and those that it started and that still live. On a machine
 * that others use too, it tells more than the time that went by.
 *
 * <p><b>Threading:</b> any.
 */
final class CpuTime {
  private CpuTime() {}

  /** So far, in seconds; counted in steps of a hundredth on Linux. */
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
