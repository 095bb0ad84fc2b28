/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.intake;

import java.util.Locale;

/** Why a record is a dead letter. Names are stable: they stand in the dead letter's headers. */
public enum RejectReason {
  /** There is no value. */
  EMPTY("The record has no value."),
  /** The limit is a setting: {@code ocr.processor.max-event-bytes}. */
  TOO_LARGE("The record has more bytes than an event may have."),
  /** JSON is UTF-8 between systems (RFC 8259). */
  NOT_UTF8("The value is not UTF-8."),
  /** Also for anything behind the first JSON value. */
  NOT_JSON("The value is not one JSON text."),
  /** Past a limit of {@link JsonReader}. */
  JSON_LIMIT("The JSON is nested too deeply, or has too long a number or name."),
  /** Readers disagree on which of the two counts. */
  DUPLICATE_FIELD("An object names a field twice."),
  /** An array, a text, a number. */
  NOT_AN_OBJECT("The value is JSON, but not an object."),
  /** There is nothing to answer to. */
  BAD_EVENT_ID("The event id is not a text of 1 to 512 characters without control characters."),
  /** By the CloudEvents specification 1.0. */
  BAD_CLOUD_EVENT("The CloudEvent lacks an attribute, or has one that is not valid."),
  /** The limit is a setting: {@code ocr.processor.max-events-per-record}. */
  TOO_MANY_RECORDS("The notification holds more records than it may."),
  /** See {@link RecordParser#MAX_ENVELOPES}. */
  TOO_MANY_ENVELOPES("The event is wrapped into more envelopes than it may."),
  /** None of the forms of event that are known here. */
  UNKNOWN_FORM("The JSON object is no form of event that is known here.");

  private final String message;

  RejectReason(String message) {
    this.message = message;
  }

  /** One sentence that quotes nothing. */
  public String message() {
    return message;
  }

  /** In kebab-case, as in headers and metrics. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
