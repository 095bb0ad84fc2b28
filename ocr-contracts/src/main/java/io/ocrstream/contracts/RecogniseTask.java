/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.contracts;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * "Read this document": the value of {@code ocr.recognise}.
 *
 * @param key what to read; also the record's key
 * @param location where its bytes stand
 * @param options how to read it
 * @param sentAt epoch milliseconds; names the flight, echoed in the completion
 * @param attempt 1, and one more each time the task is sent again because it was lost
 * @param deadline epoch milliseconds, when the last of those goes who waited as it was sent: work
 *     that has not begun by then is not begun; null where one of them waits for as long as it takes
 */
public record RecogniseTask(
    ContentKey key,
    Location location,
    OcrOptions options,
    long sentAt,
    int attempt,
    @Nullable Long deadline) {
  /** Checks that nothing is missing: Jackson leaves out what the bytes leave out. */
  public RecogniseTask {
    requireNonNull(key, "key");
    requireNonNull(location, "location");
    requireNonNull(options, "options");
  }

  /** A task without a deadline. */
  public RecogniseTask(
      ContentKey key, Location location, OcrOptions options, long sentAt, int attempt) {
    this(key, location, options, sentAt, attempt, null);
  }
}
