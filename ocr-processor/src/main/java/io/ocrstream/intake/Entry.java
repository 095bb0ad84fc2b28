/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.intake;

import io.ocrstream.contracts.ContentHash;
import io.ocrstream.contracts.Failure;
import io.ocrstream.contracts.FailureCode;
import io.ocrstream.contracts.Problem;
import io.ocrstream.contracts.UploadEvent;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Holds one event of a record: accepted for processing, or rejected with a failure. */
public sealed interface Entry {
  /** Returns the event's id, which its answer repeats. */
  String eventId();

  /** Returns the event; empty if it is rejected. */
  default Optional<UploadEvent> accepted() {
    return fold(valid -> Optional.of(valid.event()), refused -> Optional.empty());
  }

  /** Applies the function of the case at hand. */
  default <T> T fold(Function<Accepted, T> accepted, Function<Refused, T> refused) {
    return this instanceof Accepted valid ? accepted.apply(valid) : refused.apply((Refused) this);
  }

  /** Holds a valid event. */
  record Accepted(UploadEvent event) implements Entry {
    @Override
    public String eventId() {
      return event.eventId();
    }
  }

  /**
   * Holds an event that can be identified but not processed.
   *
   * @param eventId the event's id, or one derived from the event
   * @param documentId the event's document id; the event id if there is none
   * @param uri the event's URI; empty if there is none
   * @param contentHash the claimed hash; null if there is none
   * @param tag the event's tag; null if there is none, or if it cannot be repeated
   * @param problem the reason; its message contains nothing of the event except names of options
   */
  record Refused(
      String eventId,
      String documentId,
      String uri,
      @Nullable ContentHash contentHash,
      @Nullable String tag,
      Problem problem)
      implements Entry {
    /** Returns the answer. */
    public Failure failure(long failedAt) {
      FailureCode code = problem.code();
      return new Failure(
          eventId,
          documentId,
          uri,
          contentHash,
          code,
          code.fault(),
          code.isRetryable(),
          problem.attempts(),
          problem.message(),
          tag,
          failedAt);
    }
  }
}
