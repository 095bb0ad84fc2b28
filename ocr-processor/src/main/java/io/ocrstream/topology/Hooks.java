/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.topology;

import io.ocrstream.contracts.KafkaNames;
import io.ocrstream.topology.intake.LookupPrefetch;
import io.ocrstream.topology.records.RefusedRecords;
import io.ocrstream.topology.records.TopologyMetrics;
import java.util.Map;

/**
 * Objects that the topology's nodes share with classes that Kafka's clients instantiate: the
 * consumers' interceptor and the production exception handler.
 *
 * @param prefetch starts look-ups for the records that consumers poll
 * @param metrics meters of the topology
 * @param refused records that brokers refused
 * @param names names of the installation's topics
 * @param schemaIds ids of the values' schemas by the names of topics, in a schema registry
 */
public record Hooks(
    LookupPrefetch prefetch,
    TopologyMetrics metrics,
    RefusedRecords refused,
    KafkaNames names,
    Map<String, Integer> schemaIds) {
  /** Returns the hooks of one stream, with no refused records yet. */
  public static Hooks of(LookupPrefetch prefetch, TopologyMetrics metrics, KafkaNames names) {
    return new Hooks(prefetch, metrics, new RefusedRecords(), names, Map.of());
  }

  /** Returns these hooks with schema ids. */
  public Hooks withSchemaIds(Map<String, Integer> ids) {
    return new Hooks(prefetch, metrics, refused, names, ids);
  }
}
