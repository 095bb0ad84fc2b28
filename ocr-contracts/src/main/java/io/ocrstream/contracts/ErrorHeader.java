/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.contracts;

/**
 * Headers of failures and dead letters: where the record came from that led to them, and why. Under
 * the names that users of Kafka Streams (KIP-1034) and of Connect know, so that their tools find
 * them, and under our own where neither has one. All values are text in UTF-8; none holds a URI or
 * text of a document.
 */
public enum ErrorHeader {
  /** Topic of the origin. */
  STREAMS_TOPIC("__streams.errors.topic", 249, "Topic that the event's record came from."),
  /** Its partition. */
  STREAMS_PARTITION("__streams.errors.partition", 11, "Its partition."),
  /** Its offset. */
  STREAMS_OFFSET("__streams.errors.offset", 20, "Its offset."),
  /** A code, where Streams has a class: exceptions are no part of what is promised. */
  STREAMS_EXCEPTION("__streams.errors.exception", 64, "Stable code of the reason."),
  /** For people. */
  STREAMS_MESSAGE("__streams.errors.message", 1_024, "The reason in a sentence."),
  /** As {@link #STREAMS_TOPIC}. */
  CONNECT_TOPIC("__connect.errors.topic", 249, "As __streams.errors.topic."),
  /** As {@link #STREAMS_PARTITION}. */
  CONNECT_PARTITION("__connect.errors.partition", 11, "As __streams.errors.partition."),
  /** As {@link #STREAMS_OFFSET}. */
  CONNECT_OFFSET("__connect.errors.offset", 20, "As __streams.errors.offset."),
  /** Where it failed. */
  CONNECT_STAGE("__connect.errors.stage", 16, "Where: intake, identify or recognise."),
  /** As {@link #STREAMS_EXCEPTION}. */
  CONNECT_EXCEPTION("__connect.errors.exception.class.name", 64, "As __streams.errors.exception."),
  /** As {@link #STREAMS_MESSAGE}. */
  CONNECT_MESSAGE("__connect.errors.exception.message", 1_024, "As __streams.errors.message."),
  /** When the origin was published. */
  TIMESTAMP(
      "ocr.timestamp",
      20,
      "Timestamp of that record, epoch milliseconds; where it has none, when it was received."),
  /** As {@link #STREAMS_EXCEPTION}. */
  REASON("ocr.reason", 64, "As __streams.errors.exception."),
  /** How often. */
  ATTEMPT("ocr.attempt", 11, "How often the work was tried, 0 if it never began."),
  /** Of dead letters whose key is not the record's. */
  KEY_LENGTH(
      "ocr.key-length",
      11,
      "Length of the record's key where the dead letter has only its beginning; -1 where the record"
          + " had none: then the key is the origin."),
  /** Of dead letters whose key is cut. */
  KEY_SHA256("ocr.key-sha256", 64, "SHA-256 of the whole key, where it is cut."),
  /** Of dead letters whose value is cut. */
  VALUE_LENGTH(
      "ocr.value-length",
      11,
      "Length of the record's value where the dead letter has only its beginning."),
  /** Of dead letters whose value is cut. */
  VALUE_SHA256("ocr.value-sha256", 64, "SHA-256 of the whole value, where it is cut."),
  /** Of records that were published again; on events too. */
  REPLAYS("ocr-replays", 11, "How often the record was replayed; absent for never.");

  private final String headerName;
  private final int maxBytes;
  private final String description;

  ErrorHeader(String headerName, int maxBytes, String description) {
    this.headerName = headerName;
    this.maxBytes = maxBytes;
    this.description = description;
  }

  /** As it stands on records. */
  public String headerName() {
    return headerName;
  }

  /** Longest value; a longer one is cut. */
  public int maxBytes() {
    return maxBytes;
  }

  /** One sentence. */
  public String description() {
    return description;
  }
}
