/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.intake;

import java.util.Locale;

/** Lists the reasons for dead letters. Names are stable, because headers contain them. */
public enum RejectReason {
  /** The record has no value. */
  EMPTY("The record has no value"),
  /** The value exceeds {@code ocr.processor.max-event-bytes}. */
  TOO_LARGE("The record is larger than an event may be"),
  /** The value is not UTF-8, which JSON requires between systems (RFC 8259). */
  NOT_UTF8("The value is not UTF-8"),
  /** The value is not one JSON value, or has trailing content. */
  NOT_JSON("The value is not a single JSON value"),
  /** The JSON exceeds a limit of {@link JsonReader}. */
  JSON_LIMIT("The JSON is nested too deeply, or has a number or name that is too long"),
  /** An object repeats a field, and readers disagree on which of the two counts. */
  DUPLICATE_FIELD("An object contains a field twice"),
  /** The value is an array, a text or a number. */
  NOT_AN_OBJECT("The value is JSON but not an object"),
  /** The event has no valid id, so it cannot be answered. */
  BAD_EVENT_ID("The event id is not a text of 1 to 512 characters without control characters"),
  /** The CloudEvent violates the CloudEvents specification 1.0. */
  BAD_CLOUD_EVENT("The CloudEvent has a missing or invalid attribute"),
  /** The notification exceeds {@code ocr.processor.max-events-per-record}. */
  TOO_MANY_RECORDS("The notification contains too many records"),
  /** The event exceeds {@link RecordParser#MAX_ENVELOPES}. */
  TOO_MANY_ENVELOPES("The event has too many nested envelopes"),
  /** The object has none of the supported event formats. */
  UNKNOWN_FORM("The JSON object has no known event format");

  private final String message;

  RejectReason(String message) {
    this.message = message;
  }

  /** Returns a message that contains nothing of the record, without full stop. */
  public String message() {
    return message;
  }

  /** Returns the kebab-case name for headers and metrics. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
