/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.flight;

/**
 * How far the workers have come. Every task sent before {@code sentBefore} is completed or lost. If
 * it is completed, its completion was processed by {@code observedAt}.
 *
 * @param sentBefore epoch milliseconds
 * @param observedAt epoch milliseconds
 */
public record TaskWatermark(long sentBefore, long observedAt) {
  /** The progress is unknown, so no flight is considered lost. */
  public static final TaskWatermark UNKNOWN = new TaskWatermark(0, 0);
}
