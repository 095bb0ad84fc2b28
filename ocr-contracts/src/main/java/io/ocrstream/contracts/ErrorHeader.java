/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.contracts;

/**
 * Lists the headers of failures and dead letters, which give the origin of the record and the
 * reason. They have the names that Kafka Streams (KIP-1034) and Kafka Connect use, so that existing
 * tools understand them, and our own names where neither has one. All values are UTF-8 text without
 * URIs and document text.
 */
public enum ErrorHeader {
  /** Topic of the original record. */
  STREAMS_TOPIC("__streams.errors.topic", 249, "Topic of the original record"),
  /** Partition of the original record. */
  STREAMS_PARTITION("__streams.errors.partition", 11, "Partition of the original record"),
  /** Offset of the original record. */
  STREAMS_OFFSET("__streams.errors.offset", 20, "Offset of the original record"),
  /** Stable code; Streams has a class name here, but exceptions are not part of the contract. */
  STREAMS_EXCEPTION("__streams.errors.exception", 64, "Stable code of the reason"),
  /** Message for people. */
  STREAMS_MESSAGE("__streams.errors.message", 1_024, "The reason as a message for people"),
  /** Same as {@link #STREAMS_TOPIC}. */
  CONNECT_TOPIC("__connect.errors.topic", 249, "Same as __streams.errors.topic"),
  /** Same as {@link #STREAMS_PARTITION}. */
  CONNECT_PARTITION("__connect.errors.partition", 11, "Same as __streams.errors.partition"),
  /** Same as {@link #STREAMS_OFFSET}. */
  CONNECT_OFFSET("__connect.errors.offset", 20, "Same as __streams.errors.offset"),
  /** Stage of processing that failed. */
  CONNECT_STAGE("__connect.errors.stage", 16, "Stage that failed: intake, identify or recognise"),
  /** Same as {@link #STREAMS_EXCEPTION}. */
  CONNECT_EXCEPTION(
      "__connect.errors.exception.class.name", 64, "Same as __streams.errors.exception"),
  /** Same as {@link #STREAMS_MESSAGE}. */
  CONNECT_MESSAGE("__connect.errors.exception.message", 1_024, "Same as __streams.errors.message"),
  /** Timestamp of the original record. */
  TIMESTAMP(
      "ocr.timestamp",
      20,
      "Timestamp of the original record in epoch milliseconds; without one, the time of receipt"),
  /** Same as {@link #STREAMS_EXCEPTION}. */
  REASON("ocr.reason", 64, "Same as __streams.errors.exception"),
  /** Number of attempts. */
  ATTEMPT("ocr.attempt", 11, "Number of attempts, 0 if the work did not start"),
  /** Length of the original key, in dead letters with another key. */
  KEY_LENGTH(
      "ocr.key-length",
      11,
      "Length of the original key if the dead letter's key is truncated; -1 if there was no key,"
          + " in which case the dead letter's key is the origin"),
  /** Hash of the original key, in dead letters with a truncated key. */
  KEY_SHA256("ocr.key-sha256", 64, "SHA-256 of the whole key if it is truncated"),
  /** Length of the original value, in dead letters with a truncated value. */
  VALUE_LENGTH("ocr.value-length", 11, "Length of the original value if it is truncated"),
  /** Hash of the original value, in dead letters with a truncated value. */
  VALUE_SHA256("ocr.value-sha256", 64, "SHA-256 of the whole value if it is truncated"),
  /** Number of replays; also on events. */
  REPLAYS("ocr-replays", 11, "Number of replays of the record; absent if there were none");

  private final String headerName;
  private final int maxBytes;
  private final String description;

  ErrorHeader(String headerName, int maxBytes, String description) {
    this.headerName = headerName;
    this.maxBytes = maxBytes;
    this.description = description;
  }

  /** Returns the name of the header. */
  public String headerName() {
    return headerName;
  }

  /** Returns the maximum length of the value in bytes; longer values are truncated. */
  public int maxBytes() {
    return maxBytes;
  }

  /** Returns a description without full stop. */
  public String description() {
    return description;
  }
}
