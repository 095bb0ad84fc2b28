/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.cli;

import io.ocrstream.contracts.ContentHash;
import io.ocrstream.contracts.Failure;
import io.ocrstream.contracts.FailureCode;
import io.ocrstream.contracts.Json;
import io.ocrstream.contracts.Locations;
import io.ocrstream.contracts.Payload;
import io.ocrstream.contracts.Result;
import io.ocrstream.contracts.Source;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An answer on one line, without the document's text. Its fields are those of {@code ocr tail
 * --json}.
 *
 * @param time when the event was answered
 * @param status complete, partial or failed
 * @param source where a result came from; null for a failure
 * @param code the code of a failure; null for a result
 * @param latencyMs time from the event's publication to its answer; null for a failure
 * @param uri the document's URI without user and query
 * @param contentHash hash of the document's bytes; null if unknown
 * @param pages number of pages; null for a failure
 * @param confidence of a result, if there was a word
 * @param engine the engine of a result
 * @param message the message of a failure
 */
record AnswerLine(
    String time,
    Status status,
    @Nullable Source source,
    @Nullable FailureCode code,
    @Nullable Long latencyMs,
    String documentId,
    String eventId,
    String uri,
    @Nullable ContentHash contentHash,
    @Nullable Integer pages,
    @Nullable Double confidence,
    @Nullable String engine,
    @Nullable String message) {
  private static final String ROW = "%-24s %-8s %-20s %8s %-28s %-36s %s";

  static final String HEADER =
      ROW.formatted("time", "status", "source or code", "ms", "document", "event", "detail");

  /** Tells how an event was answered. */
  enum Status implements Json.Named {
    COMPLETE,
    PARTIAL,
    FAILED;

    static Status of(Payload.Status status) {
      return status == Payload.Status.COMPLETE ? COMPLETE : PARTIAL;
    }
  }

  /** Returns the line of a record of {@code ocr.results}; empty if it is unreadable. */
  static Optional<AnswerLine> ofResult(byte @Nullable [] json) {
    return Json.find(json, Result.class)
        .flatMap(
            result ->
                Json.find(result.result().utf8(), Payload.class)
                    .map(payload -> of(result, payload)));
  }

  /** Returns the line of a record of {@code ocr.failures}; empty if it is unreadable. */
  static Optional<AnswerLine> ofFailure(byte @Nullable [] json) {
    return Json.find(json, Failure.class).map(AnswerLine::of);
  }

  private static AnswerLine of(Result result, Payload payload) {
    return new AnswerLine(
        Instant.ofEpochMilli(result.timings().answeredAt()).toString(),
        Status.of(payload.status()),
        result.source(),
        null,
        result.timings().answeredAt() - result.timings().publishedAt(),
        Locations.shownId(result.documentId()),
        result.eventId(),
        Locations.shown(result.uri()),
        result.contentHash(),
        payload.pages().size(),
        payload.confidence(),
        payload.engine().name(),
        null);
  }

  private static AnswerLine of(Failure failure) {
    return new AnswerLine(
        Instant.ofEpochMilli(failure.failedAt()).toString(),
        Status.FAILED,
        null,
        failure.code(),
        null,
        Locations.shownId(failure.documentId()),
        failure.eventId(),
        Locations.shown(failure.uri()),
        failure.contentHash(),
        null,
        null,
        null,
        failure.message());
  }

  /** Returns a row for people, below {@link #HEADER}. */
  @Override
  public String toString() {
    return ROW.formatted(
        time,
        status.jsonName(),
        source == null ? String.valueOf(code) : source.jsonName(),
        latencyMs == null ? "-" : latencyMs,
        FailuresCommand.printable(documentId),
        FailuresCommand.printable(eventId),
        detail());
  }

  private String detail() {
    if (message != null) {
      return FailuresCommand.printable(message);
    }
    return "%d page(s), confidence %s, %s"
        .formatted(pages, confidence == null ? "-" : confidence, engine);
  }
}
