/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.intake;

import io.ocrstream.contracts.ContentHash;
import io.ocrstream.contracts.Failure;
import io.ocrstream.contracts.FailureCode;
import io.ocrstream.contracts.Problem;
import io.ocrstream.contracts.UploadEvent;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One event of a record: to be answered with a document's text, or refused with a failure. */
public sealed interface Entry {
  /** The event's id; the answer carries it. */
  String eventId();

  /** One of the two, by case. */
  <T> T fold(Function<Accepted, T> accepted, Function<Refused, T> refused);

  /**
   * A valid event.
   *
   * @param event all of it
   */
  record Accepted(UploadEvent event) implements Entry {
    @Override
    public String eventId() {
      return event.eventId();
    }

    @Override
    public <T> T fold(Function<Accepted, T> accepted, Function<Refused, T> refused) {
      return accepted.apply(this);
    }
  }

  /**
   * An event that can be named but not worked on.
   *
   * @param eventId the event's, or one derived from it
   * @param documentId the event's; the event id where it has none
   * @param uri the event's; empty where it has none
   * @param contentHash as claimed; null where there is none
   * @param tag the event's; null where it has none, or one that cannot be echoed
   * @param problem why; the message quotes nothing of the event but names of options
   */
  record Refused(
      String eventId,
      String documentId,
      String uri,
      @Nullable ContentHash contentHash,
      @Nullable String tag,
      Problem problem)
      implements Entry {
    /** The answer. */
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

    @Override
    public <T> T fold(Function<Accepted, T> accepted, Function<Refused, T> refused) {
      return refused.apply(this);
    }
  }
}
