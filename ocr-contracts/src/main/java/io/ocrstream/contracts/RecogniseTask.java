/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.contracts;

/**
 * "Read this document": the value of {@code ocr.recognise}.
 *
 * @param key what to read; also the record's key
 * @param location where its bytes stand
 * @param options how to read it
 * @param sentAt epoch milliseconds; names the flight, echoed in the completion
 * @param attempt 1, and one more each time the task is sent again because it was lost
 */
public record RecogniseTask(
    ContentKey key, Location location, OcrOptions options, long sentAt, int attempt) {}
