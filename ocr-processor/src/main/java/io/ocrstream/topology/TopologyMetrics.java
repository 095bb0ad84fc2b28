/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.topology;

import static java.util.Objects.requireNonNull;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.ocrstream.contracts.FailureCode;
import io.ocrstream.contracts.Source;
import io.ocrstream.flight.FlightEffects.Drop;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/**
 * What the topology counts. Tags are closed lists: never a hash, a URI or an id.
 *
 * <p><b>Threading:</b> any.
 */
public final class TopologyMetrics {
  /** Upper bounds of the latency histogram's buckets. */
  private static final Duration[] BUCKETS = {
    Duration.ofMillis(1), Duration.ofMillis(5), Duration.ofMillis(20), Duration.ofMillis(50),
    Duration.ofMillis(100), Duration.ofMillis(250), Duration.ofMillis(500), Duration.ofSeconds(1),
    Duration.ofMillis(2500), Duration.ofSeconds(5), Duration.ofSeconds(10), Duration.ofSeconds(30),
    Duration.ofMinutes(1), Duration.ofMinutes(5)
  };

  /** How the look-up of an event ends. */
  enum LookUp {
    /** With its result. */
    HIT,
    /** With its failure: the bytes are known to be unreadable. */
    FAILURE,
    /** With nothing that answers it. */
    MISS
  }

  private final MeterRegistry registry;

  // Of each hit, so not looked up in the registry each time.
  private final Map<Source, Timer> answers = new EnumMap<>(Source.class);
  private final Map<LookUp, Counter> lookUps = new EnumMap<>(LookUp.class);

  /** Meters in {@code registry}. */
  public TopologyMetrics(MeterRegistry registry) {
    this.registry = registry;
    for (Source source : Source.values()) {
      answers.put(source, timer(source));
    }
    for (LookUp outcome : LookUp.values()) {
      String tag = outcome.name().toLowerCase(Locale.ROOT);
      lookUps.put(outcome, registry.counter("ocr.lookups", "outcome", tag));
    }
  }

  private Timer timer(Source source) {
    return Timer.builder("ocr.answers")
        .description("Results, and the time from receiving the event to writing its result")
        .tag("source", source.jsonName())
        .serviceLevelObjectives(BUCKETS)
        .register(registry);
  }

  /** A result left, {@code ms} after its event was received. */
  void answered(Source source, long ms) {
    requireNonNull(answers.get(source)).record(Duration.ofMillis(Math.max(0, ms)));
  }

  /** A failure left. */
  void failed(FailureCode code) {
    registry.counter("ocr.failures", "code", code.name()).increment();
  }

  /** A record became a dead letter. */
  void deadLetter(String reason) {
    registry.counter("ocr.dead.letters", "reason", reason).increment();
  }

  /** A notification asked for nothing. */
  void ignored() {
    registry.counter("ocr.events.ignored").increment();
  }

  /** An event's look-up ended. */
  void lookedUp(LookUp outcome) {
    requireNonNull(lookUps.get(outcome)).increment();
  }

  /** A task was sent, or sent again because it was lost. */
  void sent(String flight, int attempt) {
    registry
        .counter("ocr.tasks.sent", "flight", flight, "attempt", attempt == 1 ? "first" : "again")
        .increment();
  }

  /** A completion was of no use. */
  void dropped(String flight, Drop reason) {
    registry
        .counter(
            "ocr.completions.dropped",
            "flight",
            flight,
            "reason",
            reason.name().toLowerCase(Locale.ROOT))
        .increment();
  }
}
