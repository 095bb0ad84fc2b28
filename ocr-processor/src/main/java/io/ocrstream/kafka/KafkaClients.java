/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.kafka;

import io.ocrstream.config.KafkaConfig;
import io.ocrstream.config.TopicsConfig;
import io.ocrstream.contracts.KafkaNames;
import io.ocrstream.contracts.Topic;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;

/**
 * Builds the configuration that all Kafka clients share: the addresses and the operator's settings.
 */
public final class KafkaClients {
  private KafkaClients() {}

  /** Returns the names of this installation's topics and groups. */
  public static KafkaNames names(KafkaConfig settings) {
    return settings.topicPrefix().map(KafkaNames::new).orElse(KafkaNames.PLAIN);
  }

  /** Returns the topics that this installation uses. */
  static List<Topic> topics(TopicsConfig settings) {
    return Arrays.stream(Topic.values())
        .filter(topic -> !topic.isOptional() || settings.review())
        .toList();
  }

  /** Returns a configuration that the caller may modify. */
  public static Map<String, Object> config(KafkaConfig settings) {
    Map<String, Object> config = new HashMap<>(settings.client());
    config.put(
        CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG,
        String.join(",", settings.bootstrapServers()));
    return config;
  }
}
