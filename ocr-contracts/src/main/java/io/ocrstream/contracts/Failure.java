/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.contracts;

import org.jspecify.annotations.Nullable;

/**
 * Answers an event that has no result. It is the value of {@code ocr.failures}.
 *
 * @param eventId the event's id
 * @param documentId the event's document id
 * @param uri the event's URI; empty if it had none
 * @param contentHash the computed hash if known, else the claimed one, else null
 * @param code the stable code
 * @param fault where to fix the cause
 * @param retryable whether the same event may succeed later
 * @param attempts number of attempts, 0 if the work did not start
 * @param message a message for people
 * @param tag the event's tag, unchanged
 * @param failedAt time of the failure, in epoch milliseconds
 */
public record Failure(
    String eventId,
    String documentId,
    String uri,
    @Nullable ContentHash contentHash,
    FailureCode code,
    FailureCode.Fault fault,
    boolean retryable,
    int attempts,
    String message,
    @Nullable String tag,
    long failedAt) {

  /** Returns the failure of {@code event} because of {@code problem}. */
  public static Failure of(
      UploadEvent event, @Nullable ContentHash hash, Problem problem, long failedAt) {
    FailureCode code = problem.code();
    return new Failure(
        event.eventId(),
        event.documentId(),
        event.uri(),
        hash,
        code,
        code.fault(),
        code.isRetryable(),
        problem.attempts(),
        problem.message(),
        event.tag(),
        failedAt);
  }

  /**
   * Returns the failure of an event whose {@code result} cannot be published because of {@code
   * problem}.
   */
  public static Failure of(Result result, Problem problem, long failedAt) {
    FailureCode code = problem.code();
    return new Failure(
        result.eventId(),
        result.documentId(),
        result.uri(),
        result.contentHash(),
        code,
        code.fault(),
        code.isRetryable(),
        problem.attempts(),
        problem.message(),
        result.tag(),
        failedAt);
  }
}
