/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.cache.redis;

import io.ocrstream.cache.CacheStats;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * Holds the latest statistics of Redis. A scrape does not wait for Redis: it gets the latest values
 * and triggers a new read.
 *
 * <p><b>Threading:</b> any. <b>Bounds:</b> at most one read per {@link #PAUSE}.
 */
final class LatestStats {
  static final Duration PAUSE = Duration.ofSeconds(2);

  private final CacheStats stats;
  private final LongSupplier nanoTime;
  private final AtomicLong askedAt;
  private volatile CacheStats.@Nullable Up latest;

  LatestStats(CacheStats stats, LongSupplier nanoTime) {
    this.stats = stats;
    this.nanoTime = nanoTime;
    this.askedAt = new AtomicLong(nanoTime.getAsLong() - PAUSE.toNanos());
  }

  /**
   * Returns a value of the latest statistics; NaN if none were read yet, if Redis gave none at the
   * last read, or if it is disconnected.
   */
  double of(ToDoubleFunction<CacheStats.Up> figure) {
    ask();
    CacheStats.Up known = latest;
    return known == null ? Double.NaN : figure.applyAsDouble(known);
  }

  private void ask() {
    long now = nanoTime.getAsLong();
    long last = askedAt.get();
    if (now - last >= PAUSE.toNanos() && stats.isConnected() && askedAt.compareAndSet(last, now)) {
      var unused = stats.read().thenAccept(up -> latest = up.orElse(null));
    } else if (!stats.isConnected()) {
      latest = null;
    }
  }
}
