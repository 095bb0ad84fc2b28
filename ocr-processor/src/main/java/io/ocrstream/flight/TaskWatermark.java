/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.flight;

/**
 * The progress of the workers. Every task sent before {@code sentBefore} is either completed, and
 * its completion processed, or lost. The clocks of the processors that send tasks may differ, so a
 * flight is considered lost only if it is older by the loss grace.
 *
 * @param sentBefore epoch milliseconds
 */
public record TaskWatermark(long sentBefore) {
  /** The progress is unknown, so no flight is considered lost. */
  public static final TaskWatermark UNKNOWN = new TaskWatermark(0);
}
