/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.flight;

/**
 * How far the workers have come: every task sent before {@code sentBefore} has been completed or
 * lost, and its completion, if there is one, had been processed at {@code observedAt}.
 *
 * @param sentBefore epoch milliseconds
 * @param observedAt epoch milliseconds
 */
public record TaskWatermark(long sentBefore, long observedAt) {
  /** Nothing is known: no flight is judged lost. */
  public static final TaskWatermark UNKNOWN = new TaskWatermark(0, 0);
}
