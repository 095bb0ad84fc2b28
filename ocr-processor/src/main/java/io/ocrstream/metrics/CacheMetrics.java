/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.metrics;

import io.ocrstream.metrics.Metric.Role;
import java.time.Duration;
import java.util.List;

/** Defines the meters of the cache and of Redis. */
public final class CacheMetrics {
  static final MetricTable ROWS = new MetricTable(Role.BOTH);

  private static final Tag CACHE_KIND =
      Tag.of("kind", "payload", "failure", "location", "page", "legacy");
  private static final List<Duration> CACHE_BUCKETS =
      List.of(
          Duration.ofNanos(250_000),
          Duration.ofMillis(1),
          Duration.ofMillis(5),
          Duration.ofMillis(25),
          Duration.ofMillis(100),
          Duration.ofSeconds(1));

  public static final Metric CACHE_LOOKUPS =
      ROWS.timer("ocr.cache.lookups", CACHE_BUCKETS, "Look-ups in Redis")
          .tags(CACHE_KIND, Tag.of("outcome", "hit", "miss", "outage", "invalid"));

  public static final Metric CACHE_WRITES =
      ROWS.timer("ocr.cache.writes", CACHE_BUCKETS, "Writes to Redis")
          .tags(CACHE_KIND, Tag.of("outcome", "stored", "kept", "outage"));

  public static final Metric CACHE_OUTAGES =
      ROWS.counter("ocr.cache.outages", "Redis commands without an answer")
          .tags(
              Tag.of(
                  "reason",
                  "disconnected",
                  "too_many_pending",
                  "breaker_open",
                  "deadline",
                  "connection_lost",
                  "refused"));

  public static final Metric CACHE_PENDING =
      ROWS.gauge("ocr.cache.pending", "Redis commands in flight").row();

  public static final Metric CACHE_CONNECTED =
      ROWS.gauge("ocr.cache.connected", "1 if connected to Redis, else 0")
          .hint("0 for 2 minutes")
          .row();

  public static final Metric CACHE_BREAKER =
      ROWS.gauge(
              "ocr.cache.breaker.state",
              "State of the Redis circuit breaker: 0 closed, 1 half open, 2 open")
          .hint("2 for 2 minutes")
          .row();

  public static final Metric REDIS_KEYS =
      ROWS.gauge("ocr.redis.keys", "Entries in Redis; NaN while Redis is unavailable").row();

  public static final Metric REDIS_MEMORY =
      ROWS.gauge("ocr.redis.memory", "Memory used by Redis; NaN while Redis is unavailable")
          .unit("bytes")
          .row();

  public static final Metric REDIS_UPTIME =
      ROWS.gauge("ocr.redis.uptime", "Uptime of Redis; NaN while Redis is unavailable")
          .unit("seconds")
          .hint("falls: Redis restarted")
          .row();

  private CacheMetrics() {}
}
