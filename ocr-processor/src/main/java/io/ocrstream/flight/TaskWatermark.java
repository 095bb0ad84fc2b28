/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.flight;

/**
 * How far the workers have come. Every task sent before {@code sentBefore} is completed or lost,
 * and the completions of these tasks have been processed. The clocks of the processors that sent
 * them may differ, so a flight is judged by it only after the loss grace.
 *
 * @param sentBefore epoch milliseconds
 */
public record TaskWatermark(long sentBefore) {
  /** The progress is unknown, so no flight is considered lost. */
  public static final TaskWatermark UNKNOWN = new TaskWatermark(0);
}
