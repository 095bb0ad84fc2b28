/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.worker;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for a condition, not for time to pass. */
final class Await {
  static final Duration AT_MOST = Duration.ofSeconds(20);
  private static final long POLL_NANOS = 2_000_000;

  private Await() {}

  static void until(String what, BooleanSupplier condition) {
    long deadline = System.nanoTime() + AT_MOST.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - deadline > 0) {
        throw new AssertionError("not within " + AT_MOST + ": " + what);
      }
      LockSupport.parkNanos(POLL_NANOS);
    }
  }
}
