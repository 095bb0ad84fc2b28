/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.config;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Settings of the Kafka connection. */
public interface KafkaConfig {
  @Doc("Bootstrap servers, as `host:port`, separated by commas.")
  @Default("localhost:9092")
  List<String> bootstrapServers();

  @Doc(
      "Prefix of the names of all topics, share groups, consumer groups and"
          + " transactional ids, such as `staging.`. It lets several installations share a"
          + " cluster. Use the same value for all processes of an installation.")
  Optional<String> topicPrefix();

  @Doc(
      value =
          "Any Kafka client property, such as `ocr.kafka.client.\"security.protocol\"`. It"
              + " applies to every client.",
      secret = true)
  Map<String, String> client();
}
