/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.child;

import java.time.Duration;

/**
 * How many children are to stand by, for slots that lose theirs. None at first: a start takes two
 * seconds of a processor, and the first documents want them sooner. Once a child was lost, one may
 * be lost again.
 *
 * <p><b>Threading:</b> under the pool's lock.
 */
final class SparePolicy {
  /** After the pool's start, if no child was lost before. */
  static final Duration AFTER = Duration.ofSeconds(10);

  private final int count;
  private final long began;
  private boolean oneWasLost;

  /**
   * Of a pool that starts.
   *
   * @param count how many, in time
   * @param now as all times here: by {@link System#nanoTime}
   */
  SparePolicy(int count, long now) {
    this.count = count;
    this.began = now;
  }

  /** A child ended that was not to end. */
  void lost() {
    oneWasLost = true;
  }

  /** How many are wanted at {@code now}. */
  int wanted(long now) {
    return oneWasLost || now - began >= AFTER.toNanos() ? count : 0;
  }
}
