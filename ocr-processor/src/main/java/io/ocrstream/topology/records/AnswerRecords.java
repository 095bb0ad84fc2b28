/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.topology.records;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.ocrstream.contracts.ContentHash;
import io.ocrstream.contracts.Failure;
import io.ocrstream.contracts.FailureCode;
import io.ocrstream.contracts.Json;
import io.ocrstream.contracts.KafkaNames;
import io.ocrstream.contracts.PayloadFigures;
import io.ocrstream.contracts.Problem;
import io.ocrstream.contracts.RawJson;
import io.ocrstream.contracts.Result;
import io.ocrstream.contracts.Result.Review;
import io.ocrstream.contracts.Source;
import io.ocrstream.contracts.Timings;
import io.ocrstream.contracts.Topic;
import io.ocrstream.contracts.UploadEvent;
import java.util.Optional;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * Creates the records of results and failures.
 *
 * <p><b>Threading:</b> one thread. <b>Bounds:</b> no record exceeds the maximum size of its topic.
 * A larger result becomes a failure.
 */
public final class AnswerRecords {
  private static final double MS_OF_A_SECOND = 1e3;

  private final TopologyMetrics metrics;
  private final String documents;
  private final String stage;
  private final RefusedRecords refused;
  private final ReviewPolicy reviews;

  // The events that wait for one flight get the same payload, whose pages are then parsed once.
  private @Nullable RawJson reviewed;
  private Optional<Review> review = Optional.empty();

  /** Creates the answer records of one stage: intake, identify or recognise. */
  public AnswerRecords(
      TopologyMetrics metrics,
      KafkaNames names,
      String stage,
      RefusedRecords refused,
      ReviewPolicy reviews) {
    this.metrics = metrics;
    this.documents = names.of(Topic.DOCUMENTS);
    this.stage = stage;
    this.refused = refused;
    this.reviews = reviews;
  }

  /**
   * The position of the answered record in {@code ocr.documents}.
   *
   * @param partition -1 if unknown
   * @param offset -1 if unknown
   * @param timestamp epoch milliseconds
   */
  public record Origin(int partition, long offset, long timestamp) {
    static Origin of(PendingEvent waiting) {
      return new Origin(waiting.partition(), waiting.offset(), waiting.publishedAt());
    }
  }

  /**
   * Time spent on a payload, in milliseconds.
   *
   * @param fetchMs see {@link Timings}
   * @param readMs see {@link Timings}
   */
  public record Spent(@Nullable Long fetchMs, @Nullable Long readMs) {
    public static final Spent NOTHING = new Spent(null, null);
  }

  public Record<byte[], RoutedRecord> result(
      PendingEvent waiting,
      ContentHash hash,
      Source source,
      RawJson payload,
      Spent spent,
      long now) {
    UploadEvent event = waiting.event();
    Optional<String> refusal = refused.reason(Topic.RESULTS, event.eventId());
    if (refusal.isPresent()) {
      return failure(waiting, hash, refused(refusal.get()), now);
    }
    Timings timings =
        new Timings(
            waiting.publishedAt(), waiting.receivedAt(), now, spent.fetchMs(), spent.readMs());
    Optional<Review> why = review(payload);
    byte[] value =
        Json.write(
            new Result(
                event.eventId(),
                event.documentId(),
                event.uri(),
                hash,
                source,
                timings,
                event.tag(),
                why.orElse(null),
                payload));
    if (value.length > Topic.MAX_RECORD_BYTES - Topic.BATCH_OVERHEAD_BYTES) {
      Problem problem =
          Problem.of(
              FailureCode.RESULT_TOO_LARGE,
              "The result has %d bytes, more than a record can hold".formatted(value.length));
      return failure(waiting, hash, problem, now);
    }
    AnswerTally tally = counted(source, now - waiting.receivedAt(), payload);
    why.ifPresent(found -> metrics.toReview(found.reasons()));
    boolean isToReview = why.isPresent() && refused.reason(Topic.REVIEW, event.eventId()).isEmpty();
    return TraceHeaders.carried(
        new Record<>(key(event), new RoutedRecord(Route.RESULT, value, tally, isToReview), now),
        waiting.traceparent());
  }

  private Optional<Review> review(RawJson payload) {
    if (reviewed == null || !payload.equals(reviewed)) {
      review = reviews.of(payload);
      reviewed = payload;
    }
    return review;
  }

  /** Returns the id of the event that {@code result} answers. */
  static String eventId(ProducerRecord<byte[], byte[]> result) {
    return Json.readOwn(result.value(), Result.class).eventId();
  }

  /** Returns the failure that replaces a {@code result} refused by the brokers. */
  static Failure refused(ProducerRecord<byte[], byte[]> result, String reason) {
    Result refused = Json.readOwn(result.value(), Result.class);
    return Failure.of(refused, refused(reason), result.timestamp());
  }

  private static Problem refused(String reason) {
    return Problem.of(FailureCode.RESULT_TOO_LARGE, "The brokers rejected the result: " + reason);
  }

  private AnswerTally counted(Source source, long tookMs, RawJson payload) {
    double cost = Math.max(0, PayloadFigures.processTime(payload));
    metrics.answered(source, tookMs);
    metrics.cost(source, cost);
    long costMs = Math.round(cost * MS_OF_A_SECOND);
    // The payload of a cache hit is passed on unparsed, so its pages are not counted.
    return source == Source.OCR
        ? AnswerTally.read(tookMs, costMs, PayloadFigures.pages(payload))
        : AnswerTally.result(source, tookMs, costMs);
  }

  public Record<byte[], RoutedRecord> failure(
      PendingEvent waiting, @Nullable ContentHash hash, Problem problem, long now) {
    return TraceHeaders.carried(
        failure(Origin.of(waiting), Failure.of(waiting.event(), hash, problem, now)),
        waiting.traceparent());
  }

  public Record<byte[], RoutedRecord> failure(Origin origin, Failure failure) {
    metrics.failed(failure.code());
    ErrorHeaders headers =
        new ErrorHeaders()
            .from(documents, origin.partition(), origin.offset())
            .published(origin.timestamp())
            .because(stage, failure.code().name(), failure.message())
            .after(failure.attempts());
    return new Record<>(
        failure.documentId().getBytes(UTF_8),
        new RoutedRecord(Route.FAILURE, Json.write(failure), AnswerTally.failure(failure.code())),
        failure.failedAt(),
        headers.all());
  }

  private static byte[] key(UploadEvent event) {
    return event.documentId().getBytes(UTF_8);
  }
}
