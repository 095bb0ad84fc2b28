/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.topology.records;

import static java.util.Objects.requireNonNull;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.ocrstream.contracts.FailureCode;
import io.ocrstream.contracts.Source;
import io.ocrstream.contracts.Topic;
import io.ocrstream.flight.Census;
import io.ocrstream.flight.FlightEffects.Drop;
import io.ocrstream.metrics.Meters;
import io.ocrstream.metrics.Metrics;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToLongFunction;

/**
 * What the topology counts. Every series is there from the start, with zero.
 *
 * <p><b>Threading:</b> any.
 */
public final class TopologyMetrics {
  /** How the look-up of an event ends. */
  public enum LookUp {
    /** With its result. */
    HIT,
    /** With its failure: the bytes are known to be unreadable. */
    FAILURE,
    /** With nothing that answers it. */
    MISS
  }

  private final Meters meters;

  // Of each hit, so not looked up in the registry each time.
  private final Map<Source, Timer> answers = new EnumMap<>(Source.class);
  private final Map<Source, Counter> events = new EnumMap<>(Source.class);
  private final Map<LookUp, Counter> lookUps = new EnumMap<>(LookUp.class);
  private final Counter spent;
  private final Counter saved;

  /** Of each flight's partitions that are here. */
  private final Map<String, Map<Integer, Census>> inTheAir =
      Map.of(
          FlightName.IDENTIFY,
          new ConcurrentHashMap<>(),
          FlightName.RECOGNISE,
          new ConcurrentHashMap<>());

  /** Meters in {@code registry}. */
  public TopologyMetrics(MeterRegistry registry) {
    meters =
        new Meters(registry)
            .all(
                Metrics.EVENTS,
                Metrics.DEAD_LETTERS,
                Metrics.EVENTS_IGNORED,
                Metrics.RECORDS_REFUSED,
                Metrics.TASKS_SENT,
                Metrics.COMPLETIONS_DROPPED);
    for (Source source : Source.values()) {
      answers.put(source, meters.timer(Metrics.ANSWERS, source.jsonName()));
      events.put(source, meters.counter(Metrics.EVENTS, source.jsonName()));
    }
    for (FailureCode code : FailureCode.values()) {
      var unused = failures(code);
    }
    for (LookUp outcome : LookUp.values()) {
      String tag = outcome.name().toLowerCase(Locale.ROOT);
      lookUps.put(outcome, meters.counter(Metrics.LOOKUPS, tag));
    }
    spent = meters.counter(Metrics.ENGINE_SPENT);
    saved = meters.counter(Metrics.ENGINE_SAVED);
    inTheAir.forEach(this::gauges);
  }

  private void gauges(String flight, Map<Integer, Census> partitions) {
    meters.gauge(Metrics.FLIGHTS_OPEN, partitions, p -> sum(p, Census::open), flight);
    meters.gauge(Metrics.WAITERS, partitions, p -> sum(p, Census::waiters), flight);
    meters.gauge(Metrics.FLIGHTS_OLDEST_AGE, partitions, TopologyMetrics::oldestAge, flight);
  }

  private static long sum(Map<Integer, Census> partitions, ToLongFunction<Census> figure) {
    return partitions.values().stream().mapToLong(figure).sum();
  }

  private static double oldestAge(Map<Integer, Census> partitions) {
    long now = System.currentTimeMillis();
    long oldest = partitions.values().stream().mapToLong(Census::oldestSince).min().orElse(now);
    return Math.max(0, now - oldest) / 1e3;
  }

  /** A result left, {@code ms} after its event was received. */
  void answered(Source source, long ms) {
    requireNonNull(answers.get(source)).record(Duration.ofMillis(Math.max(0, ms)));
    requireNonNull(events.get(source)).increment();
  }

  /** What a result cost, or what it would have cost had it not been known, in seconds. */
  void cost(Source source, double seconds) {
    (source == Source.OCR ? spent : saved).increment(Math.max(0, seconds));
  }

  /** A failure left. */
  void failed(FailureCode code) {
    failures(code).increment();
    meters.counter(Metrics.EVENTS, "failure").increment();
  }

  private Counter failures(FailureCode code) {
    return meters.counter(Metrics.FAILURES, code.name(), code.fault().jsonName());
  }

  /** A record became a dead letter. */
  void deadLetter(String reason) {
    meters.counter(Metrics.DEAD_LETTERS, reason).increment();
    meters.counter(Metrics.EVENTS, "dead_letter").increment();
  }

  /** Brokers refused a record for what it is. */
  void refused(Topic topic) {
    meters.counter(Metrics.RECORDS_REFUSED, topic.topicName()).increment();
  }

  /** A notification asked for nothing. */
  public void ignored() {
    meters.counter(Metrics.EVENTS_IGNORED).increment();
    meters.counter(Metrics.EVENTS, "ignored").increment();
  }

  /** An event's look-up ended. */
  public void lookedUp(LookUp outcome) {
    requireNonNull(lookUps.get(outcome)).increment();
  }

  /** A task was sent, or sent again because it was lost. */
  public void sent(String flight, int attempt) {
    meters.counter(Metrics.TASKS_SENT, flight, attempt == 1 ? "first" : "again").increment();
  }

  /** A completion was of no use. */
  public void dropped(String flight, Drop reason) {
    meters
        .counter(Metrics.COMPLETIONS_DROPPED, flight, reason.name().toLowerCase(Locale.ROOT))
        .increment();
  }

  /** What is in the air in a partition that is here. */
  public void inTheAir(String flight, int partition, Census census) {
    requireNonNull(inTheAir.get(flight)).put(partition, census);
  }

  /** A partition went elsewhere. */
  public void forget(String flight, int partition) {
    requireNonNull(inTheAir.get(flight)).remove(partition);
  }
}
