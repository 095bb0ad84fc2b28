/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.ops;

/**
 * Events by how they were answered, since this process started or by the whole cluster.
 *
 * @param hits answered from Redis
 * @param misses looked up there and not found
 * @param coalesced answered with what was read for another event
 * @param failures answered with a failure
 */
public record AnswerCounts(long hits, long misses, long coalesced, long failures) {
  /** Share of hits among all look-ups, 0 to 1; 0 before the first. */
  public double hitRatio() {
    long lookups = hits + misses;
    return lookups == 0 ? 0 : (double) hits / lookups;
  }
}
