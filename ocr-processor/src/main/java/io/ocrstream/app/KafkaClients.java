/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.app;

import io.ocrstream.config.Settings;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;

/** What every Kafka client is configured with: addresses and whatever the operator adds. */
public final class KafkaClients {
  private KafkaClients() {}

  /** A map that the caller may add to. */
  public static Map<String, Object> config(Settings.Kafka settings) {
    Map<String, Object> config = new HashMap<>(settings.client());
    config.put(
        CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG,
        String.join(",", settings.bootstrapServers()));
    return config;
  }
}
