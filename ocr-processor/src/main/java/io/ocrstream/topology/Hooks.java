/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.topology;

/**
 * What the nodes share with the parts of ours that Kafka's clients call: consumers' interceptor,
 * producers' handler.
 *
 * @param prefetch sees what consumers poll
 * @param metrics counts
 * @param refused remembers what brokers refuse
 */
public record Hooks(Prefetch prefetch, TopologyMetrics metrics, RefusedRecords refused) {
  /** Those of one stream, of which nothing was refused yet. */
  public static Hooks of(Prefetch prefetch, TopologyMetrics metrics) {
    return new Hooks(prefetch, metrics, new RefusedRecords());
  }
}
