/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.contracts;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Which failures are tried again, how often and when: the one rule of everything that retries.
 *
 * <p>Only what may succeed without anybody's doing is tried again. The wait after attempt n is
 * drawn evenly from zero to {@code backoff × 2^(n-1)}, or to {@code maxBackoff} where that is less:
 * full jitter, because those who failed together came together, and any part of the wait that is
 * the same for all brings them back together.
 *
 * <p><b>Threading:</b> any; a value. <b>Bounds:</b> {@code attempts} attempts, {@code maxBackoff} a
 * wait.
 *
 * @param attempts most of them, the first included
 * @param backoff the longest wait after the first attempt
 * @param maxBackoff the longest wait after any
 */
public record RetryPolicy(int attempts, Duration backoff, Duration maxBackoff) {
  /** Doublings after which any backoff is past any cap. */
  private static final int MAX_DOUBLINGS = 30;

  /** Refuses fewer than one attempt, and waits below zero. */
  public RetryPolicy {
    if (attempts < 1 || backoff.isNegative() || maxBackoff.isNegative()) {
      throw new IllegalArgumentException("there is no retrying so");
    }
  }

  /**
   * What to do when attempt {@code attempt} failed with {@code code}.
   *
   * @param attempt from 1
   * @param random draws the wait
   */
  public Retry after(FailureCode code, int attempt, RandomGenerator random) {
    return attempt < attempts && code.isRetryable()
        ? new Retry.After(delay(attempt, random.nextDouble()))
        : new Retry.GiveUp();
  }

  private Duration delay(int attempt, double drawn) {
    Duration longest = backoff.multipliedBy(1L << Math.min(attempt - 1, MAX_DOUBLINGS));
    Duration capped = longest.compareTo(maxBackoff) < 0 ? longest : maxBackoff;
    return Duration.ofMillis(Math.round(capped.toMillis() * drawn));
  }
}
