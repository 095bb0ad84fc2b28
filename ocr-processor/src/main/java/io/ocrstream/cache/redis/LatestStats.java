/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.cache.redis;

import io.ocrstream.cache.CacheStats;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * What Redis last said of itself: a scrape does not wait for it, it has it asked anew.
 *
 * <p><b>Threading:</b> any. <b>Bounds:</b> asks no more often than every {@link #PAUSE}.
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

  /** The figure as of the last answer; NaN where there was none. */
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
