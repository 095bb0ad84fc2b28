/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.topology.intake;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.Objects.requireNonNull;

import io.ocrstream.contracts.ContentHash;
import io.ocrstream.contracts.ContentKey;
import io.ocrstream.contracts.Json;
import io.ocrstream.contracts.Problem;
import io.ocrstream.contracts.RawJson;
import io.ocrstream.contracts.Source;
import io.ocrstream.intake.Intake;
import io.ocrstream.topology.records.AnswerRecords;
import io.ocrstream.topology.records.AnswerRecords.Spent;
import io.ocrstream.topology.records.DeadLetters;
import io.ocrstream.topology.records.EventDeadlines;
import io.ocrstream.topology.records.PendingEvent;
import io.ocrstream.topology.records.Route;
import io.ocrstream.topology.records.RoutedRecord;
import io.ocrstream.topology.records.TopologyMetrics;
import io.ocrstream.topology.records.TraceHeaders;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/**
 * Answers events from the cache and forwards the rest to the flights.
 *
 * <p><b>Threading:</b> stream thread only. The thread waits for the record's look-up, which the
 * cache completes within its deadline. <b>Fails:</b> never on data.
 */
public final class IntakeProcessor
    extends ContextualProcessor<byte[], byte[], byte[], RoutedRecord> {
  private final LookupPrefetch prefetch;
  private final AnswerRecords answers;
  private final DeadLetters deadLetters;
  private final TopologyMetrics metrics;

  public IntakeProcessor(
      LookupPrefetch prefetch,
      AnswerRecords answers,
      DeadLetters deadLetters,
      TopologyMetrics metrics) {
    this.prefetch = prefetch;
    this.answers = answers;
    this.deadLetters = deadLetters;
    this.metrics = metrics;
  }

  @Override
  public void process(Record<byte[], byte[]> record) {
    long receivedAt = context().currentSystemTimeMs();
    ParsedRecord parsed = parsed(record);
    for (PendingLookup lookup : parsed.lookups()) {
      forward(answer(lookup, record, receivedAt));
    }
    if (parsed.intake() instanceof Intake.NotAnEvent rejected) {
      deadLetters
          .of(record, context().recordMetadata(), rejected.reason().name(), receivedAt)
          .ifPresent(this::forward);
    } else if (parsed.lookups().isEmpty()) {
      metrics.ignored();
    }
  }

  @Override
  public void close() {
    if (context() != null) {
      prefetch.forget(context().taskId().partition());
    }
  }

  private ParsedRecord parsed(Record<byte[], byte[]> record) {
    RecordMetadata from = context().recordMetadata().orElse(null);
    ParsedRecord begun = from == null ? null : prefetch.take(from.partition(), from.offset());
    return begun == null ? prefetch.lookup().begin(record.value(), record.headers()) : begun;
  }

  private Record<byte[], RoutedRecord> answer(
      PendingLookup lookup, Record<byte[], byte[]> record, long receivedAt) {
    return lookup.fold(
        begun -> answer(begun, record, receivedAt),
        refused ->
            TraceHeaders.carried(
                answers.failure(origin(record), refused.failure().apply(receivedAt)),
                TraceHeaders.of(record.headers())));
  }

  private AnswerRecords.Origin origin(Record<byte[], byte[]> record) {
    RecordMetadata from = context().recordMetadata().orElse(null);
    return new AnswerRecords.Origin(
        from == null ? -1 : from.partition(),
        from == null ? -1 : from.offset(),
        record.timestamp());
  }

  private Record<byte[], RoutedRecord> answer(
      PendingLookup.Begun begun, Record<byte[], byte[]> record, long receivedAt) {
    AnswerRecords.Origin origin = origin(record);
    PendingEvent waiting =
        new PendingEvent(
            begun.event(),
            begun.options(),
            begun.fingerprint(),
            begun.event().contentHash(),
            origin.timestamp(),
            receivedAt,
            origin.partition(),
            origin.offset(),
            TraceHeaders.of(record.headers()),
            null);
    KnownAnswer known = begun.found().join();
    ContentHash hash = known.hash();
    return known
        .lookup()
        .fold(
            kept ->
                kept.fold(
                    payload -> hit(waiting, requireNonNull(hash), payload),
                    problem -> unreadable(waiting, hash, problem)),
            () -> miss(waiting, hash, false),
            () -> miss(waiting, hash, true));
  }

  private Record<byte[], RoutedRecord> hit(
      PendingEvent waiting, ContentHash hash, RawJson payload) {
    metrics.lookedUp(TopologyMetrics.LookUp.HIT);
    long now = context().currentSystemTimeMs();
    return answers.result(waiting, hash, Source.CACHE, payload, Spent.NOTHING, now);
  }

  /**
   * Returns the failure that the cache holds. It states zero attempts, because nothing was tried
   * for this event.
   */
  private Record<byte[], RoutedRecord> unreadable(
      PendingEvent waiting, @Nullable ContentHash hash, Problem problem) {
    metrics.lookedUp(TopologyMetrics.LookUp.FAILURE);
    long now = context().currentSystemTimeMs();
    return answers.failure(waiting, hash, problem.after(0), now);
  }

  private Record<byte[], RoutedRecord> miss(
      PendingEvent waiting, @Nullable ContentHash hash, boolean isUnanswered) {
    metrics.lookedUp(TopologyMetrics.LookUp.MISS);
    if (isOver(waiting)) {
      return expired(waiting, hash);
    }
    return hash == null ? byLocation(waiting) : byContent(waiting, hash, isUnanswered);
  }

  /**
   * Returns whether the event's deadline had passed when it was received. Callers ask only if the
   * cache has no answer, because a cached answer is given even after the deadline.
   */
  private static boolean isOver(PendingEvent waiting) {
    return EventDeadlines.of(waiting.event()) <= waiting.receivedAt();
  }

  private Record<byte[], RoutedRecord> expired(PendingEvent waiting, @Nullable ContentHash hash) {
    long now = context().currentSystemTimeMs();
    return answers.failure(waiting, hash, EventDeadlines.over(0), now);
  }

  private Record<byte[], RoutedRecord> byContent(
      PendingEvent waiting, ContentHash hash, boolean isUnanswered) {
    ContentKey key = new ContentKey(hash, waiting.fingerprint(), waiting.event().tenant());
    byte[] value = Json.write(waiting.of(hash, isUnanswered));
    return new Record<>(
        key.toString().getBytes(US_ASCII),
        new RoutedRecord(Route.BY_CONTENT, value),
        waiting.receivedAt());
  }

  private Record<byte[], RoutedRecord> byLocation(PendingEvent waiting) {
    byte[] key = waiting.event().location().digest().getBytes(US_ASCII);
    return new Record<>(
        key, new RoutedRecord(Route.BY_LOCATION, Json.write(waiting)), waiting.receivedAt());
  }

  private void forward(Record<byte[], RoutedRecord> record) {
    context().forward(record);
  }
}
