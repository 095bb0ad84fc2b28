/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.standalone.scenario;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Waits for a condition with a deadline. */
final class Await {
  private static final long PAUSE_NANOS = Duration.ofMillis(25).toNanos();

  private Await() {}

  /** Something that may not be so yet. */
  interface Condition {
    boolean holds() throws Exception;
  }

  /** Waits until {@code condition} holds. */
  static void until(String what, Duration patience, Condition condition) throws Exception {
    long end = System.nanoTime() + patience.toNanos();
    while (!condition.holds()) {
      if (System.nanoTime() - end >= 0) {
        throw new AssertionError("not within " + patience + ": " + what);
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }
}
