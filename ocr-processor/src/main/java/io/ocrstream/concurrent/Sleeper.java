/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.concurrent;

import java.time.Duration;

/** Waits for a duration. Tests replace it, so that they wait without real time. */
@FunctionalInterface
public interface Sleeper {
  /** Waits in real time. */
  Sleeper REAL = duration -> Thread.sleep(duration.toMillis());

  /** Blocks for {@code duration}. */
  void sleep(Duration duration) throws InterruptedException;
}
