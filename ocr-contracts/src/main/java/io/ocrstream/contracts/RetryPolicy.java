/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.contracts;

import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Decides which failures are retried, how often and when. Everything that retries uses this class.
 *
 * <p>Only failures that may disappear by themselves are retried. The delay after attempt n is
 * uniformly random from zero to {@code backoff × 2^(n-1)}, at most {@code maxBackoff}. This is full
 * jitter: attempts that failed together would return together with any shared part of the delay.
 *
 * <p><b>Threading:</b> any; immutable. <b>Bounds:</b> {@code attempts} attempts, and {@code
 * maxBackoff} per delay.
 *
 * @param attempts maximum number of attempts, the first included
 * @param backoff maximum delay after the first attempt
 * @param maxBackoff maximum delay after any attempt
 */
public record RetryPolicy(int attempts, Duration backoff, Duration maxBackoff) {
  /** Number of doublings after which any backoff exceeds any cap. */
  private static final int MAX_DOUBLINGS = 30;

  /** Rejects less than one attempt, and negative delays. */
  public RetryPolicy {
    if (attempts < 1 || backoff.isNegative() || maxBackoff.isNegative()) {
      throw new IllegalArgumentException(
          "attempts must be at least 1 and delays must not be negative");
    }
  }

  /**
   * Returns how long to wait before the next attempt, after attempt {@code attempt} failed with
   * {@code code}; empty if another attempt would not help, or there were enough.
   *
   * @param attempt from 1
   * @param random source of the delay
   */
  public Optional<Duration> after(FailureCode code, int attempt, RandomGenerator random) {
    return attempt < attempts && code.isRetryable()
        ? Optional.of(delay(attempt, random.nextDouble()))
        : Optional.empty();
  }

  private Duration delay(int attempt, double drawn) {
    Duration longest = backoff.multipliedBy(1L << Math.min(attempt - 1, MAX_DOUBLINGS));
    Duration capped = longest.compareTo(maxBackoff) < 0 ? longest : maxBackoff;
    return Duration.ofMillis(Math.round(capped.toMillis() * drawn));
  }
}
