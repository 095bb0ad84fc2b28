/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Creates meters from the rows of {@link Metrics}. All meters are created here.
 *
 * <p><b>Threading:</b> any. <b>Fails:</b> with {@link IllegalArgumentException} for a tag value
 * that is not in the tag's list, so that no series exists outside the table.
 */
public final class Meters {
  private final MeterRegistry registry;

  /** Creates meters in {@code registry}, which the caller closes. */
  public Meters(MeterRegistry registry) {
    this.registry = registry;
  }

  /** Returns meters without a registry, for engines that run standalone. */
  public static Meters none() {
    return new Meters(new CompositeMeterRegistry());
  }

  /** Registers every series of a counter or timer, so that each one starts at zero. */
  public Meters all(Metric... metrics) {
    for (Metric metric : metrics) {
      metric.series().forEach(values -> made(metric, values.toArray(String[]::new)));
    }
    return this;
  }

  private void made(Metric metric, String... values) {
    if (metric.type() == Metric.Type.TIMER) {
      var unused = timer(metric, values);
    } else {
      var unused = counter(metric, values);
    }
  }

  /** Returns the counter with these tag values, in the table's order. */
  public Counter counter(Metric metric, String... values) {
    require(metric, Metric.Type.COUNTER);
    Counter.Builder builder =
        Counter.builder(metric.name()).description(metric.meaning()).tags(tags(metric, values));
    return (metric.unit().isEmpty() ? builder : builder.baseUnit(metric.unit())).register(registry);
  }

  /** Returns the timer with these tag values, in the table's order. */
  public Timer timer(Metric metric, String... values) {
    require(metric, Metric.Type.TIMER);
    return Timer.builder(metric.name())
        .description(metric.meaning())
        .tags(tags(metric, values))
        .serviceLevelObjectives(metric.buckets().toArray(Duration[]::new))
        .register(registry);
  }

  /**
   * Registers a gauge over {@code state} and keeps {@code state} alive.
   *
   * @param value a fast and thread-safe function; it is called at every scrape
   */
  public <T> void gauge(
      Metric metric, T state, ToDoubleFunction<? super T> value, String... values) {
    require(metric, Metric.Type.GAUGE);
    Gauge.Builder<T> builder =
        Gauge.builder(metric.name(), state, value::applyAsDouble)
            .description(metric.meaning())
            .tags(tags(metric, values))
            .strongReference(true);
    var unused =
        (metric.unit().isEmpty() ? builder : builder.baseUnit(metric.unit())).register(registry);
  }

  /** Starts a timer sample. */
  public Timer.Sample start() {
    return Timer.start(registry);
  }

  private static void require(Metric metric, Metric.Type type) {
    if (metric.type() != type) {
      throw new IllegalArgumentException(metric.name() + " is a " + metric.type());
    }
  }

  private static Tags tags(Metric metric, String... values) {
    List<Tag> tags = metric.tags();
    if (values.length != tags.size()) {
      throw new IllegalArgumentException(metric.name() + " has other tags");
    }
    Tags all = Tags.empty();
    for (int i = 0; i < values.length; i++) {
      if (!tags.get(i).values().contains(values[i])) {
        throw new IllegalArgumentException(
            "unknown value of tag %s of %s: %s"
                .formatted(tags.get(i).name(), metric.name(), values[i]));
      }
      all = all.and(tags.get(i).name(), values[i]);
    }
    return all;
  }
}
