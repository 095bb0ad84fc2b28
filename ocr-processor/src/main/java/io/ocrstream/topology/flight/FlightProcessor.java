/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.topology.flight;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.ocrstream.contracts.ContentKey;
import io.ocrstream.contracts.Json;
import io.ocrstream.contracts.Json.Unreadable;
import io.ocrstream.contracts.Outcome;
import io.ocrstream.contracts.RawJson;
import io.ocrstream.contracts.Recognised;
import io.ocrstream.flight.FlightRules;
import io.ocrstream.flight.Flights;
import io.ocrstream.flight.TaskWatermark;
import io.ocrstream.flight.WaiterRow;
import io.ocrstream.topology.flight.FlightKind.Landing;
import io.ocrstream.topology.records.DeadLetters;
import io.ocrstream.topology.records.EventDeadlines;
import io.ocrstream.topology.records.PendingEvent;
import io.ocrstream.topology.records.RoutedRecord;
import io.ocrstream.topology.records.TopologyMetrics;
import java.time.Duration;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * Joins events to flights and lands flights on completions. There is one for each task, and so one
 * for each partition.
 *
 * <p><b>Threading:</b> stream thread only. <b>Fails:</b> never on data. A completion that cannot be
 * parsed becomes a dead letter.
 */
public final class FlightProcessor
    extends ContextualProcessor<byte[], FlightInput, byte[], RoutedRecord> {
  /**
   * Interval at which remaining waiters are answered. With slices of 200, this allows 40,000
   * answers a second and partition. The punctuator runs only while waiters remain, because Streams
   * processes fewer records in a row after a punctuation.
   */
  public static final Duration TICK = Duration.ofMillis(5);

  /**
   * Interval at which the processor looks for expired and lost flights, which reads the store. The
   * punctuator runs only while there are flights, because Streams commits after each punctuation.
   * An idle processor would otherwise commit several times a second.
   */
  public static final Duration ROUND = Duration.ofMillis(100);

  private final FlightKind kind;
  private final FlightRules rules;
  private final Supplier<TaskWatermark> watermark;
  private final DeadLetters deadLetters;
  private final TopologyMetrics metrics;
  private final CacheRecheck recheck;

  // Set by init, which Streams calls before anything else.
  private @Nullable Flights flights;
  private @Nullable Cancellable ticking;
  private @Nullable Cancellable rounding;

  public FlightProcessor(
      FlightKind kind,
      FlightRules rules,
      Supplier<TaskWatermark> watermark,
      DeadLetters deadLetters,
      TopologyMetrics metrics,
      CacheRecheck recheck) {
    this.kind = kind;
    this.rules = rules;
    this.watermark = watermark;
    this.deadLetters = deadLetters;
    this.metrics = metrics;
    this.recheck = recheck;
  }

  public static String storeName(String flightName) {
    return flightName + "-flights";
  }

  @Override
  public void init(ProcessorContext<byte[], RoutedRecord> streams) {
    super.init(streams);
    recheck.clear();
    StateStoreRows rows = new StateStoreRows(streams.getStateStore(storeName(kind.flightName())));
    Flights all =
        new Flights(rows, rules, kind.effects(streams::forward, streams::currentSystemTimeMs));
    flights = all;
    // Punctuators of an earlier life of this task have ended with it.
    ticking = null;
    rounding = null;
    // Continue with the flights that the restored store holds, open or draining.
    tellMetrics();
    keepRounding();
    keepDraining();
  }

  @Override
  public void process(Record<byte[], FlightInput> record) {
    byte[] value = record.value().value();
    if (record.key() == null || value == null) {
      deadLetter(record, "INCOMPLETE_RECORD");
    } else if (record.value().isCompletion()) {
      land(record, value);
    } else {
      join(new String(record.key(), US_ASCII), value);
    }
  }

  private void join(String key, byte[] value) {
    PendingEvent waiting = Json.readOwn(value, PendingEvent.class);
    WaiterRow waiter =
        new WaiterRow(
            waiting.event().location().digest(), value, EventDeadlines.of(waiting.event()));
    flights().join(key, kind.isShared(waiting), waiter, context().currentSystemTimeMs());
    kind.toLookAgain(waiting)
        .filter(content -> flights().sentAt(key).isPresent())
        .ifPresent(recheck::begin);
    keepRounding();
  }

  private void land(Record<byte[], FlightInput> record, byte[] value) {
    try {
      Landing landing = kind.landing(value);
      String key = new String(record.key(), US_ASCII);
      long now = context().currentSystemTimeMs();
      flights().land(key, landing.sentAt(), landing.verdict(), value, now);
      keepDraining();
    } catch (Unreadable e) {
      // A foreign writer uses the completion topic. The flight is recovered as lost.
      deadLetter(record, "UNREADABLE_COMPLETION");
    }
  }

  /** Lands a flight with the cached outcome, as a worker that found it would. */
  private void landFound(ContentKey content, Outcome<RawJson> kept, long now) {
    String key = content.toString();
    OptionalLong sentAt = flights().sentAt(key);
    if (sentAt.isEmpty()) {
      return;
    }
    Recognised found = RecogniseFlight.found(kept, sentAt.getAsLong());
    flights().land(key, found.sentAt(), RecogniseFlight.verdict(found), Json.write(found), now);
  }

  private void round(long now) {
    recheck.found(now).forEach((key, kept) -> landFound(key, kept, now));
    flights().tick(now, watermark.get());
    tellMetrics();
    keepDraining();
    if (flights().isEmpty() && rounding != null) {
      rounding.cancel();
      rounding = null;
    }
  }

  private void tellMetrics() {
    metrics.inTheAir(kind.flightName(), context().taskId().partition(), flights().census());
  }

  /** Schedules the rounds while there are flights. */
  private void keepRounding() {
    if (!flights().isEmpty() && rounding == null) {
      rounding = context().schedule(ROUND, PunctuationType.WALL_CLOCK_TIME, this::round);
    }
  }

  private void tick(long now) {
    flights().drain(now);
    if (!flights().isDraining() && ticking != null) {
      ticking.cancel();
      ticking = null;
    }
  }

  /** Schedules the ticks while there are waiters to answer. */
  private void keepDraining() {
    if (flights().isDraining() && ticking == null) {
      ticking = context().schedule(TICK, PunctuationType.WALL_CLOCK_TIME, this::tick);
    }
  }

  @Override
  public void close() {
    if (flights != null) {
      metrics.forget(kind.flightName(), context().taskId().partition());
    }
  }

  private void deadLetter(Record<byte[], FlightInput> record, String reason) {
    deadLetters
        .of(
            record.withValue(record.value().value()),
            context().recordMetadata(),
            reason,
            context().currentSystemTimeMs())
        .ifPresent(context()::forward);
  }

  private Flights flights() {
    return Objects.requireNonNull(flights, "init comes first");
  }
}
