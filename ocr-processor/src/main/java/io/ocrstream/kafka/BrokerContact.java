/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.kafka;

import io.ocrstream.config.KafkaConfig;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

/**
 * Checks that a broker answers, before anything else waits for one. The clients' own timeout is one
 * minute for each request.
 *
 * <p><b>Threading:</b> any; blocks. <b>Bounds:</b> {@link #PATIENCE}.
 */
public final class BrokerContact {
  /** Maximum time for a broker to answer. */
  static final Duration PATIENCE = Duration.ofSeconds(15);

  private BrokerContact() {}

  /**
   * Waits until a broker answers.
   *
   * @param say receives a line that names the brokers
   * @throws ExecutionException if no broker answers, or the request is refused
   */
  public static void ask(KafkaConfig kafka, Consumer<String> say)
      throws ExecutionException, InterruptedException {
    say.accept("Asking " + String.join(",", kafka.bootstrapServers()) + " ...");
    try (Admin admin = admin(kafka, PATIENCE)) {
      var unused = admin.describeCluster().nodes().get();
    }
  }

  /** Creates a client whose requests fail after {@code patience}. */
  static Admin admin(KafkaConfig kafka, Duration patience) {
    Map<String, Object> config = new HashMap<>(KafkaClients.config(kafka));
    config.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) patience.toMillis());
    config.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) patience.toMillis());
    return Admin.create(config);
  }
}
