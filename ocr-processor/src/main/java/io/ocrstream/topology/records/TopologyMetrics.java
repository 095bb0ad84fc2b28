/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.topology.records;

import static java.util.Objects.requireNonNull;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.ocrstream.contracts.FailureCode;
import io.ocrstream.contracts.Result.Review;
import io.ocrstream.contracts.Source;
import io.ocrstream.contracts.Topic;
import io.ocrstream.flight.Census;
import io.ocrstream.flight.FlightEffects.Drop;
import io.ocrstream.metrics.EventMetrics;
import io.ocrstream.metrics.Meters;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToLongFunction;

/**
 * Meters of the topology. Every series is registered at the start, with a value of zero.
 *
 * <p><b>Threading:</b> any.
 */
public final class TopologyMetrics {
  /** The outcome of an event's look-up. */
  public enum LookUp {
    /** The cache holds the result. */
    HIT,
    /** The cache knows that the bytes are unreadable. */
    FAILURE,
    /** The cache holds no answer, or did not reply. */
    MISS
  }

  private final Meters meters;

  // These are used for each hit, so they are not looked up in the registry each time.
  private final Map<Source, Timer> answers = new EnumMap<>(Source.class);
  private final Map<Source, Counter> events = new EnumMap<>(Source.class);
  private final Map<LookUp, Counter> lookUps = new EnumMap<>(LookUp.class);
  private final Counter spent;
  private final Counter saved;

  /** Census of each local partition, by flight. */
  private final Map<String, Map<Integer, Census>> inTheAir =
      Map.of(
          FlightName.IDENTIFY,
          new ConcurrentHashMap<>(),
          FlightName.RECOGNISE,
          new ConcurrentHashMap<>());

  /** Registers the meters with {@code registry}. */
  public TopologyMetrics(MeterRegistry registry) {
    meters =
        new Meters(registry)
            .all(
                EventMetrics.EVENTS,
                EventMetrics.DEAD_LETTERS,
                EventMetrics.EVENTS_IGNORED,
                EventMetrics.RECORDS_REFUSED,
                EventMetrics.REVIEWS,
                EventMetrics.TASKS_SENT,
                EventMetrics.COMPLETIONS_DROPPED);
    for (Source source : Source.values()) {
      answers.put(source, meters.timer(EventMetrics.ANSWERS, source.jsonName()));
      events.put(source, meters.counter(EventMetrics.EVENTS, source.jsonName()));
    }
    for (FailureCode code : FailureCode.values()) {
      var unused = failures(code);
    }
    for (LookUp outcome : LookUp.values()) {
      String tag = outcome.name().toLowerCase(Locale.ROOT);
      lookUps.put(outcome, meters.counter(EventMetrics.LOOKUPS, tag));
    }
    spent = meters.counter(EventMetrics.ENGINE_SPENT);
    saved = meters.counter(EventMetrics.ENGINE_SAVED);
    inTheAir.forEach(this::gauges);
  }

  private void gauges(String flight, Map<Integer, Census> partitions) {
    meters.gauge(EventMetrics.FLIGHTS_OPEN, partitions, p -> sum(p, Census::open), flight);
    meters.gauge(EventMetrics.WAITERS, partitions, p -> sum(p, Census::waiters), flight);
    meters.gauge(EventMetrics.FLIGHTS_OLDEST_AGE, partitions, TopologyMetrics::oldestAge, flight);
  }

  private static long sum(Map<Integer, Census> partitions, ToLongFunction<Census> figure) {
    return partitions.values().stream().mapToLong(figure).sum();
  }

  private static double oldestAge(Map<Integer, Census> partitions) {
    long now = System.currentTimeMillis();
    long oldest = partitions.values().stream().mapToLong(Census::oldestSince).min().orElse(now);
    return Math.max(0, now - oldest) / 1e3;
  }

  /** Counts a result that was written {@code ms} after its event was received. */
  void answered(Source source, long ms) {
    requireNonNull(answers.get(source)).record(Duration.ofMillis(Math.max(0, ms)));
    requireNonNull(events.get(source)).increment();
  }

  /**
   * Counts the engine seconds that a result cost, or would have cost without the cache or
   * coalescing.
   */
  void cost(Source source, double seconds) {
    (source == Source.OCR ? spent : saved).increment(Math.max(0, seconds));
  }

  /** Counts a result that a person should check, once for each reason. */
  void toReview(List<Review.Reason> reasons) {
    reasons.forEach(reason -> meters.counter(EventMetrics.REVIEWS, reason.jsonName()).increment());
  }

  /** Counts a failure. */
  void failed(FailureCode code) {
    failures(code).increment();
    meters.counter(EventMetrics.EVENTS, "failure").increment();
  }

  private Counter failures(FailureCode code) {
    return meters.counter(EventMetrics.FAILURES, code.name(), code.fault().jsonName());
  }

  /** Counts a dead letter. */
  void deadLetter(String reason) {
    meters.counter(EventMetrics.DEAD_LETTERS, reason).increment();
    meters.counter(EventMetrics.EVENTS, "dead_letter").increment();
  }

  /** Counts a record that brokers refused because of its size or form. */
  void refused(Topic topic) {
    meters.counter(EventMetrics.RECORDS_REFUSED, topic.topicName()).increment();
  }

  /** Counts a notification that requests nothing. */
  public void ignored() {
    meters.counter(EventMetrics.EVENTS_IGNORED).increment();
    meters.counter(EventMetrics.EVENTS, "ignored").increment();
  }

  /** Counts the outcome of a look-up. */
  public void lookedUp(LookUp outcome) {
    requireNonNull(lookUps.get(outcome)).increment();
  }

  /** Counts a task that was sent, or sent again because it was lost. */
  public void sent(String flight, int attempt) {
    meters.counter(EventMetrics.TASKS_SENT, flight, attempt == 1 ? "first" : "again").increment();
  }

  /** Counts a completion that was dropped. */
  public void dropped(String flight, Drop reason) {
    meters
        .counter(EventMetrics.COMPLETIONS_DROPPED, flight, reason.name().toLowerCase(Locale.ROOT))
        .increment();
  }

  /** Sets the census of a local partition. */
  public void inTheAir(String flight, int partition, Census census) {
    requireNonNull(inTheAir.get(flight)).put(partition, census);
  }

  /** Removes the census of a partition that moved to another instance. */
  public void forget(String flight, int partition) {
    requireNonNull(inTheAir.get(flight)).remove(partition);
  }
}
