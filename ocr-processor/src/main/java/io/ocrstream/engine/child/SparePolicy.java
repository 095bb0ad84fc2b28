/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.child;

import java.time.Duration;

/**
 * Decides how many spare children are kept to replace lost ones. There are none at first, because a
 * start takes two seconds of processor time that the first documents need. After a first loss,
 * further ones are likely.
 *
 * <p><b>Threading:</b> under the pool's lock.
 */
final class SparePolicy {
  /** Time after the pool's start from which spares are kept, if no child was lost before. */
  static final Duration MIN_AGE_FOR_SPARES = Duration.ofSeconds(10);

  private final int count;
  private final long began;
  private boolean oneWasLost;

  /**
   * Creates the policy of a new pool.
   *
   * @param count number of spares
   * @param now in terms of {@link System#nanoTime}
   */
  SparePolicy(int count, long now) {
    this.count = count;
    this.began = now;
  }

  /** Records that a child ended unexpectedly. */
  void lost() {
    oneWasLost = true;
  }

  /** Returns the number of spares at {@code now}. */
  int wanted(long now) {
    return oneWasLost || now - began >= MIN_AGE_FOR_SPARES.toNanos() ? count : 0;
  }
}
