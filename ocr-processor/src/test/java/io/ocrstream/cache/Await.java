/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.cache;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for a condition, not for time to pass. */
final class Await {
  private static final long POLL_NANOS = 2_000_000;

  private Await() {}

  static void until(Duration atMost, String what, BooleanSupplier condition) {
    long deadline = System.nanoTime() + atMost.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - deadline > 0) {
        throw new AssertionError("not within " + atMost + ": " + what);
      }
      LockSupport.parkNanos(POLL_NANOS);
    }
  }
}
