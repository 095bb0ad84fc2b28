/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.topology;

import io.ocrstream.contracts.KafkaNames;
import io.ocrstream.topology.intake.LookupPrefetch;
import io.ocrstream.topology.records.RefusedRecords;
import io.ocrstream.topology.records.TopologyMetrics;

/**
 * What the nodes share with the parts of ours that Kafka's clients call: consumers' interceptor,
 * producers' handler.
 *
 * @param prefetch sees what consumers poll
 * @param metrics counts
 * @param refused remembers what brokers refuse
 * @param names of the installation's topics
 */
public record Hooks(
    LookupPrefetch prefetch, TopologyMetrics metrics, RefusedRecords refused, KafkaNames names) {
  /** Returns those of one stream, of which nothing was refused yet. */
  public static Hooks of(LookupPrefetch prefetch, TopologyMetrics metrics, KafkaNames names) {
    return new Hooks(prefetch, metrics, new RefusedRecords(), names);
  }
}
