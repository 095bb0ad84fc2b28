/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.contracts;

import org.jspecify.annotations.Nullable;

/**
 * Holds the times of an answer. They come from the clocks of different machines.
 *
 * @param publishedAt timestamp of the event's record, in epoch milliseconds
 * @param receivedAt time when the processor received the event, in epoch milliseconds
 * @param answeredAt time when the processor wrote the answer, in epoch milliseconds
 * @param fetchMs milliseconds of fetching; null unless the bytes were fetched for this answer
 * @param readMs milliseconds of reading; null unless the pages were read for this answer
 */
public record Timings(
    long publishedAt,
    long receivedAt,
    long answeredAt,
    @Nullable Long fetchMs,
    @Nullable Long readMs) {}
