/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.cache.redis;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long the next entry lives: a base, varied evenly to both sides.
 *
 * @param base what it is on average
 * @param jitter part of the base, 0 to 0.5
 * @param random called from any thread, so it must be safe for that, as {@link java.util.Random} is
 */
record TimeToLive(Duration base, double jitter, RandomGenerator random) {
  /** Milliseconds, at least 1: Redis refuses 0, and no entry is without an end. */
  long nextMillis() {
    double factor = 1 + jitter * (2 * random.nextDouble() - 1);
    return Math.max(1, Math.round(base.toMillis() * factor));
  }
}
