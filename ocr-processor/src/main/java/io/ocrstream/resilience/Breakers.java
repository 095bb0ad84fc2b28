/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.resilience;

import io.micrometer.core.instrument.MeterRegistry;
import io.ocrstream.metrics.Meters;
import io.ocrstream.metrics.ReadingMetrics;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The breakers for one kind of dependency, keyed by the name of the dependency. Metrics report the
 * number of open breakers and the worst state, without names.
 *
 * <p><b>Threading:</b> any. <b>Bounds:</b> {@link #MAX_NAMES}, because senders choose the names.
 * Above the limit, the least recently used breaker is dropped. If its name is used again, a new
 * breaker starts closed.
 */
public final class Breakers {
  /** Maximum number of breakers. */
  static final int MAX_NAMES = 1_000;

  private final Kind kind;
  private final BreakerRules rules;
  private final Clock clock;
  private final Map<String, Breaker> byName = new LinkedHashMap<>(16, 0.75f, true);

  /** The kind of dependency, used as a tag of metrics. */
  public enum Kind {
    /** Object stores, keyed by host or bucket. */
    CONTENT,
    /** The engine. */
    ENGINE
  }

  /** Creates an empty set of breakers, with gauges in {@code registry}. */
  public Breakers(Kind kind, BreakerRules rules, MeterRegistry registry, Clock clock) {
    this.kind = kind;
    this.rules = rules;
    this.clock = clock;
    String tag = kind.name().toLowerCase(Locale.ROOT);
    Meters meters = new Meters(registry);
    meters.gauge(ReadingMetrics.BREAKER_STATE, this, breakers -> breakers.worst(), tag);
    meters.gauge(ReadingMetrics.BREAKER_OPEN, this, breakers -> breakers.open(), tag);
  }

  /** Returns the kind of dependency. */
  public Kind kind() {
    return kind;
  }

  /** Returns the breaker of {@code name}, and creates it at first use. */
  public Breaker of(String name) {
    synchronized (byName) {
      Breaker known = byName.get(name);
      if (known != null) {
        return known;
      }
      if (byName.size() >= MAX_NAMES) {
        byName.remove(byName.keySet().iterator().next());
      }
      Breaker made = new Breaker(name, rules, clock);
      byName.put(name, made);
      return made;
    }
  }

  /** Returns the number of breakers that hold calls back. */
  public int open() {
    return (int) all().stream().filter(Breaker::isOpen).count();
  }

  private int worst() {
    return all().stream().mapToInt(Breaker::state).max().orElse(0);
  }

  private List<Breaker> all() {
    synchronized (byName) {
      return List.copyOf(byName.values());
    }
  }
}
