/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.contracts;

import org.jspecify.annotations.Nullable;

/**
 * The answer to an event that could not be answered with a result: the value of {@code
 * ocr.failures}.
 *
 * @param eventId the event's
 * @param documentId the event's
 * @param uri the event's; empty where it had none
 * @param contentHash computed where known, else as claimed, else null
 * @param code the stable reason
 * @param fault who can mend it
 * @param retryable whether the very same event may succeed later
 * @param attempts how often the work was tried, 0 if it never began
 * @param message one sentence for people
 * @param tag the event's, to the byte
 * @param failedAt epoch milliseconds
 */
public record Failure(
    String eventId,
    String documentId,
    String uri,
    @Nullable ContentHash contentHash,
    FailureCode code,
    Fault fault,
    boolean retryable,
    int attempts,
    String message,
    @Nullable String tag,
    long failedAt) {

  /** The failure of {@code event} through {@code problem}. */
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

  /** The failure of an event whose {@code result} cannot be published through {@code problem}. */
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
