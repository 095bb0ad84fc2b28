/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.kafka;

import io.ocrstream.config.Settings;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

/**
 * Asks whether any broker answers, before anything else waits for one: the clients' own patience is
 * a minute for each question.
 *
 * <p><b>Threading:</b> any. <b>Bounds:</b> {@link #PATIENCE}.
 */
public final class BrokerContact {
  /** How long a broker may take to answer. */
  static final Duration PATIENCE = Duration.ofSeconds(15);

  private BrokerContact() {}

  /**
   * Returns once a broker has answered.
   *
   * @param say is told who is asked
   * @throws ExecutionException if none does, or refuses
   */
  public static void ask(Settings.Kafka kafka, Consumer<String> say)
      throws ExecutionException, InterruptedException {
    Map<String, Object> config = new HashMap<>(KafkaClients.config(kafka));
    say.accept("Asking " + String.join(",", kafka.bootstrapServers()) + " ...");
    config.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis());
    config.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis());
    try (Admin admin = Admin.create(config)) {
      var unused = admin.describeCluster().nodes().get();
    }
  }
}
