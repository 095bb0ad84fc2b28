/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.client;

import io.ocrstream.contracts.Failure;
import io.ocrstream.contracts.Payload;
import io.ocrstream.contracts.RawJson;
import io.ocrstream.contracts.Result;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Holds what is known about an event: a result, a failure, or nothing yet.
 *
 * <p><b>Threading:</b> immutable.
 */
public sealed interface OcrAnswer {
  /** Returns the event's id; empty only for an {@link Unknown} record without an id. */
  String eventId();

  /** Applies the function of the case at hand. */
  <R> R fold(Function<Read, R> read, Function<Failed, R> failed, Function<Unknown, R> unknown);

  /**
   * Holds a record of {@code ocr.results}.
   *
   * @param json the record's value, without the header of a schema registry
   * @param result the parsed value
   * @param payload the parsed payload; if it is large, {@link ClaimChecks#whole} returns its text
   */
  record Read(RawJson json, Result result, Payload payload) implements OcrAnswer {
    @Override
    public String eventId() {
      return result.eventId();
    }

    @Override
    public <R> R fold(
        Function<Read, R> read, Function<Failed, R> failed, Function<Unknown, R> unknown) {
      return read.apply(this);
    }
  }

  /**
   * Holds a record of {@code ocr.failures}.
   *
   * @param json the record's value, without the header of a schema registry
   * @param failure the parsed value
   */
  record Failed(RawJson json, Failure failure) implements OcrAnswer {
    @Override
    public String eventId() {
      return failure.eventId();
    }

    @Override
    public <R> R fold(
        Function<Read, R> read, Function<Failed, R> failed, Function<Unknown, R> unknown) {
      return failed.apply(this);
    }
  }

  /**
   * Tells why this program does not know the answer. The event may still be answered, except where
   * its {@link Reason} says that it was not published.
   *
   * @param eventId the event's id; empty if the record has none
   * @param reason the reason
   * @param message a message for people, without document text
   * @param cause the exception behind the reason, if there is one
   */
  record Unknown(String eventId, Reason reason, String message, @Nullable Throwable cause)
      implements OcrAnswer {
    static Unknown of(String eventId, Reason reason, @Nullable Throwable cause) {
      String why = cause == null ? null : cause.getMessage();
      return new Unknown(
          eventId, reason, why == null ? reason.message : reason.message + ": " + why, cause);
    }

    @Override
    public <R> R fold(
        Function<Read, R> read, Function<Failed, R> failed, Function<Unknown, R> unknown) {
      return unknown.apply(this);
    }
  }

  /** Lists why an answer is unknown. */
  enum Reason {
    /** The limit of open requests is reached. The event was not published. */
    TOO_MANY_OPEN("Too many requests are open"),
    /** The document could not be stored for the workers. The event was not published. */
    NOT_STORED("The document was not stored"),
    /** The brokers did not acknowledge the event. It may have been published all the same. */
    NOT_PUBLISHED("The event was not published"),
    /** The request's timeout passed without an answer. */
    TIMED_OUT("No answer arrived in time"),
    /** The client was closed before the answer arrived. */
    CLOSED("The client is closed"),
    /** The answers, or this answer, cannot be read; a newer version may have written it. */
    UNREADABLE("The answer cannot be read");

    private final String message;

    Reason(String message) {
      this.message = message;
    }
  }
}
