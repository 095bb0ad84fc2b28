/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.ops;

/**
 * Counts answered events of this process or of the whole cluster.
 *
 * @param hits events answered from Redis
 * @param misses events looked up in Redis and not found
 * @param coalesced events answered by the reading of another event
 * @param failures events answered with a failure
 */
public record AnswerCounts(long hits, long misses, long coalesced, long failures) {
  /** Returns the share of hits among all look-ups, 0 to 1; 0 without look-ups. */
  public double hitRatio() {
    long lookups = hits + misses;
    return lookups == 0 ? 0 : (double) hits / lookups;
  }
}
