/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.contracts;

import org.jspecify.annotations.Nullable;

/**
 * When an event was answered. Times come from the clocks of different machines.
 *
 * @param publishedAt the event record's timestamp, epoch milliseconds
 * @param receivedAt when the processor took the event up, epoch milliseconds
 * @param answeredAt when the processor wrote the answer, epoch milliseconds
 * @param fetchMs milliseconds spent fetching the bytes; null unless they were fetched for this
 *     answer
 * @param readMs milliseconds spent reading the pages; null unless they were read for this answer
 */
public record Timings(
    long publishedAt,
    long receivedAt,
    long answeredAt,
    @Nullable Long fetchMs,
    @Nullable Long readMs) {}
