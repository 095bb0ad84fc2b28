/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.standalone.scenario;

import io.ocrstream.embedded.EmbeddedKafka;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;

/**
 * The only broker of a JVM that runs tests. The first test that needs it starts it, and it ends
 * with the JVM.
 *
 * <p><b>Threading:</b> any.
 */
public final class SharedKafka {
  /** A killed worker keeps its partitions for this time, which is 45 seconds by default. */
  private static final String SHARE_SESSION_MS = "10000";

  private static final Map<String, String> SETTINGS =
      Map.of(
          "group.share.session.timeout.ms", SHARE_SESSION_MS,
          "group.share.min.session.timeout.ms", SHARE_SESSION_MS);

  private static @Nullable EmbeddedKafka broker;

  private SharedKafka() {}

  /** Returns the broker, which the first call starts. */
  public static synchronized EmbeddedKafka get() {
    EmbeddedKafka running = broker;
    if (running == null) {
      running = EmbeddedKafka.temporary(SETTINGS);
      broker = running;
      Runtime.getRuntime().addShutdownHook(new Thread(running::close, "shared-kafka-end"));
    }
    return running;
  }

  /** Deletes a test's topics, so that they do not burden the broker during later tests. */
  public static void deleteTopics(String prefix) {
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
