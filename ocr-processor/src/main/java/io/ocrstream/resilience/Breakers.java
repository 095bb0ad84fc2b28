/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.resilience;

import io.micrometer.core.instrument.MeterRegistry;
import io.ocrstream.metrics.Meters;
import io.ocrstream.metrics.Metrics;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The breakers of one kind, each by the name of what it stands before. Names stay here: metrics say
 * how many are open and how the worst is, not which.
 *
 * <p><b>Threading:</b> any. <b>Bounds:</b> {@link #MAX_NAMES}, as senders choose them; past it, the
 * one that was asked for longest ago is forgotten, and closed when it is asked for again.
 */
public final class Breakers {
  /** Most that are remembered. */
  static final int MAX_NAMES = 1_000;

  private final Kind kind;
  private final BreakerRules rules;
  private final Clock clock;
  private final Map<String, Breaker> byName = new LinkedHashMap<>(16, 0.75f, true);

  /** What they stand before: a metric's tag. */
  public enum Kind {
    /** Object stores, by host or bucket. */
    CONTENT,
    /** The engine. */
    ENGINE
  }

  /** Breakers with gauges in {@code registry}; none exists yet. */
  public Breakers(Kind kind, BreakerRules rules, MeterRegistry registry, Clock clock) {
    this.kind = kind;
    this.rules = rules;
    this.clock = clock;
    String tag = kind.name().toLowerCase(Locale.ROOT);
    Meters meters = new Meters(registry);
    meters.gauge(Metrics.BREAKER_STATE, this, breakers -> breakers.worst(), tag);
    meters.gauge(Metrics.BREAKER_OPEN, this, breakers -> breakers.open(), tag);
  }

  /** What they stand before. */
  public Kind kind() {
    return kind;
  }

  /** The one of {@code name}. */
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

  /** How many hold calls back. */
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
