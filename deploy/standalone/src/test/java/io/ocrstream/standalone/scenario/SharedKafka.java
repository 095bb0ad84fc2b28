/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.standalone.scenario;

import io.ocrstream.standalone.EmbeddedKafka;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;

/**
 * The one broker of a JVM that runs tests. It is started by the first test that needs it and ends
 * with the JVM.
 *
 * <p><b>Threading:</b> any.
 */
final class SharedKafka {
  /** A worker that was killed holds its partitions for as long: 45 seconds by default. */
  private static final String SHARE_SESSION_MS = "10000";

  private static final Map<String, String> SETTINGS =
      Map.of(
          "group.share.session.timeout.ms", SHARE_SESSION_MS,
          "group.share.min.session.timeout.ms", SHARE_SESSION_MS);

  private static @Nullable EmbeddedKafka broker;

  private SharedKafka() {}

  static synchronized EmbeddedKafka get() {
    EmbeddedKafka running = broker;
    if (running == null) {
      running = EmbeddedKafka.temporary(SETTINGS);
      broker = running;
      Runtime.getRuntime().addShutdownHook(new Thread(running::close, "shared-kafka-end"));
    }
    return running;
  }

  /** Deletes a test's topics, so that the broker does not carry them for the tests to come. */
  static void deleteTopics(String prefix) {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", get().bootstrapServers()))) {
      Set<String> own =
          admin.listTopics().names().get().stream()
              .filter(name -> name.startsWith(prefix))
              .collect(Collectors.toSet());
      admin.deleteTopics(own).all().get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException e) {
      throw new IllegalStateException("topics of " + prefix + " could not be deleted", e);
    }
  }
}
