/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.cache.redis;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * The time to live of entries: a base with uniform jitter to both sides.
 *
 * @param base the mean
 * @param jitter largest deviation as a fraction of the base, 0 to 0.5
 * @param random source of the jitter; called from any thread, so it must be thread-safe, as {@link
 *     java.util.Random} is
 */
record TimeToLive(Duration base, double jitter, RandomGenerator random) {
  /**
   * Returns the time to live of the next entry in milliseconds, at least 1. Redis refuses 0, and
   * every entry expires.
   */
  long nextMillis() {
    double factor = 1 + jitter * (2 * random.nextDouble() - 1);
    return Math.max(1, Math.round(base.toMillis() * factor));
  }
}
