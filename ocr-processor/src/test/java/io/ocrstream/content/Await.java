/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.content;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;

/** Waits for conditions, no longer than a deadline. */
final class Await {
  private static final Duration DEADLINE = Duration.ofSeconds(20);
  private static final Duration PAUSE = Duration.ofMillis(5);

  private Await() {}

  static void until(String what, Callable<Boolean> condition) throws Exception {
    long end = System.nanoTime() + DEADLINE.toNanos();
    while (!condition.call()) {
      if (System.nanoTime() - end > 0) {
        throw new AssertionError("in vain waited until " + what);
      }
      LockSupport.parkNanos(PAUSE.toNanos());
    }
  }
}
