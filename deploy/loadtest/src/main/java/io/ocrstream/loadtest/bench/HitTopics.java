/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.loadtest.bench;

import io.ocrstream.config.Settings;
import io.ocrstream.contracts.Topic;
import io.ocrstream.kafka.KafkaClients;
import io.ocrstream.kafka.TopicsAdmin;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.GroupNotEmptyException;

/**
 * Manages the topics of the hit path, additional output topics, and the groups' offsets.
 *
 * <p><b>Threading:</b> one thread.
 */
final class HitTopics implements AutoCloseable {
  private static final Duration LEAVING = Duration.ofSeconds(20);
  private static final long POLL_MS = 20;

  private final Settings settings;
  private final Admin admin;

  HitTopics(Settings settings) {
    this.settings = settings;
    this.admin = Admin.create(KafkaClients.config(settings.kafka()));
  }

  /** Creates the system's topics, and {@code outputs} with the settings of its results topic. */
  void create(List<String> outputs) throws InterruptedException, ExecutionException {
    List<String> made = TopicsAdmin.create(settings);
    if (made.isEmpty()) {
      throw new IllegalStateException("the topics exist and contain other records");
    }
    Map<String, String> config = resultsConfig();
    List<NewTopic> topics = new ArrayList<>();
    for (String output : outputs) {
      topics.add(
          new NewTopic(output, settings.topics().entryPartitions(), (short) 1).configs(config));
    }
    admin.createTopics(topics).all().get();
  }

  private Map<String, String> resultsConfig() throws InterruptedException, ExecutionException {
    ConfigResource results =
        new ConfigResource(ConfigResource.Type.TOPIC, Topic.RESULTS.topicName());
    Map<String, String> config = new HashMap<>();
    Config described =
        Objects.requireNonNull(admin.describeConfigs(List.of(results)).all().get().get(results));
    for (ConfigEntry entry : described.entries()) {
      if (entry.source() == ConfigEntry.ConfigSource.DYNAMIC_TOPIC_CONFIG) {
        config.put(entry.name(), entry.value());
      }
    }
    return config;
  }

  /** Resets the group's offsets; it must have no members. */
  void rewind(String group) throws InterruptedException, ExecutionException {
    long deadline = System.nanoTime() + LEAVING.toNanos();
    while (true) {
      try {
        admin.deleteConsumerGroups(Set.of(group)).all().get();
        return;
      } catch (ExecutionException e) {
        if (e.getCause() instanceof GroupIdNotFoundException) {
          return;
        }
        boolean isLeaving = e.getCause() instanceof GroupNotEmptyException;
        if (!isLeaving || System.nanoTime() > deadline) {
          throw e;
        }
        TimeUnit.MILLISECONDS.sleep(POLL_MS);
      }
    }
  }

  @Override
  public void close() {
    admin.close();
  }
}
