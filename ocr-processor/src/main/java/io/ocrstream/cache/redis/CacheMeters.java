/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.cache.redis;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Timer;
import io.ocrstream.cache.redis.RedisReply.OutageReason;
import io.ocrstream.metrics.CacheMetrics;
import io.ocrstream.metrics.Meters;
import io.ocrstream.metrics.Metric;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/**
 * The meters of the cache. All tags have a fixed set of values. Keys, hashes and locations never
 * become tags.
 *
 * <p><b>Threading:</b> any.
 */
final class CacheMeters {
  /** The kind of value that is looked up or written. */
  enum Kind {
    PAYLOAD,
    /**
     * A failure, stored under the key of its payload. Its misses therefore count as misses of the
     * payload.
     */
    FAILURE,
    LOCATION,
    PAGE,
    /** An entry of the earlier service. */
    LEGACY
  }

  /** The outcome of a look-up or a write. */
  enum Ending {
    HIT,
    MISS,
    OUTAGE,
    /** A value exists, but in a foreign format. The caller sees a miss. */
    INVALID,
    STORED,
    /** The write was skipped because a value exists already. */
    KEPT
  }

  private final Meters meters;
  private final Map<Kind, Map<Ending, Timer>> lookups;
  private final Map<Kind, Map<Ending, Timer>> writes;
  private final Map<OutageReason, Counter> outages;

  CacheMeters(Meters meters) {
    this.meters = meters;
    this.lookups =
        timers(CacheMetrics.CACHE_LOOKUPS, Ending.HIT, Ending.MISS, Ending.OUTAGE, Ending.INVALID);
    this.writes = timers(CacheMetrics.CACHE_WRITES, Ending.STORED, Ending.KEPT, Ending.OUTAGE);
    this.outages =
        each(
            OutageReason.class, reason -> meters.counter(CacheMetrics.CACHE_OUTAGES, reason.tag()));
  }

  Timer.Sample start() {
    return meters.start();
  }

  void lookedUp(Timer.Sample sample, Kind kind, Ending outcome) {
    stop(sample, lookups, kind, outcome);
  }

  void written(Timer.Sample sample, Kind kind, Ending outcome) {
    stop(sample, writes, kind, outcome);
  }

  void outage(OutageReason reason) {
    Counter counter = outages.get(reason);
    if (counter != null) {
      counter.increment();
    }
  }

  private static void stop(
      Timer.Sample sample, Map<Kind, Map<Ending, Timer>> timers, Kind kind, Ending outcome) {
    Timer timer = timers.getOrDefault(kind, Map.of()).get(outcome);
    if (timer == null) {
      throw new IllegalArgumentException(kind + " does not end as " + outcome);
    }
    sample.stop(timer);
  }

  private Map<Kind, Map<Ending, Timer>> timers(Metric metric, Ending... outcomes) {
    return each(
        Kind.class,
        kind -> {
          Map<Ending, Timer> byOutcome = new EnumMap<>(Ending.class);
          for (Ending outcome : outcomes) {
            byOutcome.put(outcome, timer(metric, kind, outcome));
          }
          return byOutcome;
        });
  }

  private Timer timer(Metric metric, Kind kind, Ending outcome) {
    return meters.timer(
        metric, kind.name().toLowerCase(Locale.ROOT), outcome.name().toLowerCase(Locale.ROOT));
  }

  private static <K extends Enum<K>, V> Map<K, V> each(Class<K> type, Function<K, V> make) {
    Map<K, V> map = new EnumMap<>(type);
    for (K constant : type.getEnumConstants()) {
      map.put(constant, make.apply(constant));
    }
    return map;
  }
}
