/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.contracts;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * Asks a worker to read a document. It is the value of {@code ocr.recognise}.
 *
 * @param key what to read; also the record's key
 * @param location location of the bytes
 * @param options how to read
 * @param sentAt epoch milliseconds; identifies the flight, and the completion repeats it
 * @param attempt 1, incremented each time the task is sent again because it was lost
 * @param deadline epoch milliseconds of the latest deadline of the events that waited when the task
 *     was sent; work does not start after it. Null if one of these events has no deadline
 */
public record RecogniseTask(
    ContentKey key,
    Location location,
    OcrOptions options,
    long sentAt,
    int attempt,
    @Nullable Long deadline) {
  /** Checks required fields, because Jackson sets missing ones to null. */
  public RecogniseTask {
    requireNonNull(key, "key");
    requireNonNull(location, "location");
    requireNonNull(options, "options");
  }
}
