/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.kafka;

import io.ocrstream.config.Settings;
import io.ocrstream.config.TopicsConfig;
import io.ocrstream.contracts.KafkaNames;
import io.ocrstream.contracts.ShareGroup;
import io.ocrstream.contracts.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.AlterConfigOp.OpType;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;

/**
 * Creates topics and sets the share groups' settings. Existing topics are not changed. The groups'
 * settings are always set, because other values would lose tasks or read uncommitted ones.
 *
 * <p><b>Threading:</b> any; blocks for the admin protocol. <b>Fails:</b> with {@link
 * ExecutionException} if the brokers refuse. It fails with {@link ClusterProblems} if the brokers
 * are too old, a right is missing, or the cluster does not pass its check in time.
 */
public final class TopicsAdmin {
  static final String ISOLATION = "share.isolation.level";
  static final String RESET = "share.auto.offset.reset";
  static final String LOCK = "share.record.lock.duration.ms";
  static final String DELIVERIES = "share.delivery.count.limit";
  private static final String SESSION = "share.session.timeout.ms";
  private static final String HEARTBEAT = "share.heartbeat.interval.ms";

  /** Number of heartbeats in a session timeout. */
  private static final int HEARTBEATS_PER_SESSION = 3;

  /** Maximum interval between two heartbeats of a worker, in ms: the broker's default. */
  private static final long MAX_HEARTBEAT_MS = 5_000;

  private static final Duration IN_FORCE_TIMEOUT = Duration.ofSeconds(15);
  private static final Duration IN_FORCE_POLL = Duration.ofMillis(50);

  private TopicsAdmin() {}

  /**
   * Creates the missing topics and sets the groups' settings. Returns the names of the created
   * topics.
   */
  public static List<String> create(Settings settings)
      throws InterruptedException, ExecutionException {
    try (Admin admin = Admin.create(KafkaClients.config(settings.kafka()))) {
      var unused = BrokerFeatures.require(admin);
      ClusterCheck.requireRights(admin, KafkaRole.TOPICS, settings);
      KafkaNames names = KafkaClients.names(settings.kafka());
      List<String> made = createTopics(admin, names, settings.topics());
      setGroups(admin, names, settings.topics());
      List<String> changed = new ArrayList<>(made);
      Arrays.stream(ShareGroup.values()).map(names::of).forEach(changed::add);
      awaitInForce(settings, changed);
      return made;
    }
  }

  /**
   * Increases the partitions of the internal topic that derives from {@code ocr.documents}, if that
   * topic has grown.
   *
   * @return whether partitions were added
   */
  public static boolean grow(Settings settings) throws InterruptedException, ExecutionException {
    try (Admin admin = Admin.create(KafkaClients.config(settings.kafka()))) {
      KafkaNames names = KafkaClients.names(settings.kafka());
      String name = names.of(Topic.DOCUMENTS);
      int documents =
          Objects.requireNonNull(
                  admin.describeTopics(List.of(name)).allTopicNames().get().get(name))
              .partitions()
              .size();
      String application = names.application(settings.processor().applicationId());
      return new InternalTopics(admin, application).grow(documents);
    }
  }

  /**
   * Waits until new topics and settings are in effect on the brokers, which is shortly after they
   * are accepted. Problems of anything else do not pass by waiting.
   */
  private static void awaitInForce(Settings settings, List<String> changed)
      throws InterruptedException, ExecutionException {
    long deadline = System.nanoTime() + IN_FORCE_TIMEOUT.toNanos();
    while (true) {
      try {
        var unused = ClusterCheck.require(settings);
        return;
      } catch (ClusterProblems e) {
        if (!e.concerns(changed) || System.nanoTime() - deadline >= 0) {
          throw e;
        }
        Thread.sleep(IN_FORCE_POLL.toMillis());
      }
    }
  }

  private static List<String> createTopics(Admin admin, KafkaNames names, TopicsConfig settings)
      throws InterruptedException, ExecutionException {
    Set<String> existing = admin.listTopics().names().get();
    List<NewTopic> missing = new ArrayList<>();
    for (Topic topic : KafkaClients.topics(settings)) {
      if (!existing.contains(names.of(topic))) {
        missing.add(topic(names, topic, settings));
      }
    }
    admin.createTopics(missing).all().get();
    return missing.stream().map(NewTopic::name).toList();
  }

  private static NewTopic topic(KafkaNames names, Topic topic, TopicsConfig settings) {
    Optional<Short> replicas =
        settings.replicationFactor() == -1
            ? Optional.empty()
            : Optional.of((short) settings.replicationFactor());
    return new NewTopic(names.of(topic), Optional.of(partitions(topic, settings)), replicas)
        .configs(TopicSettings.of(topic));
  }

  private static int partitions(Topic topic, TopicsConfig settings) {
    return switch (topic.kind()) {
      case ENTRY -> settings.entryPartitions();
      case WORK -> settings.workPartitions();
      case SUMMARY -> 1;
    };
  }

  private static void setGroups(Admin admin, KafkaNames names, TopicsConfig settings)
      throws InterruptedException, ExecutionException {
    Map<ConfigResource, Collection<AlterConfigOp>> changes = new LinkedHashMap<>();
    for (ShareGroup group : ShareGroup.values()) {
      List<AlterConfigOp> ops =
          wanted(settings).entrySet().stream()
              .map(e -> new AlterConfigOp(new ConfigEntry(e.getKey(), e.getValue()), OpType.SET))
              .toList();
      changes.put(new ConfigResource(ConfigResource.Type.GROUP, names.of(group)), ops);
    }
    admin.incrementalAlterConfigs(changes).all().get();
  }

  /** Returns the share groups' settings. */
  private static Map<String, String> wanted(TopicsConfig settings) {
    Map<String, String> wanted = new HashMap<>();
    wanted.put(ISOLATION, "read_committed");
    wanted.put(RESET, "earliest");
    wanted.put(LOCK, Long.toString(settings.lockDuration().toMillis()));
    wanted.put(DELIVERIES, Integer.toString(settings.deliveryLimit()));
    long session = settings.workerSessionTimeout().toMillis();
    if (session > 0) {
      wanted.put(SESSION, Long.toString(session));
      wanted.put(
          HEARTBEAT, Long.toString(Math.min(MAX_HEARTBEAT_MS, session / HEARTBEATS_PER_SESSION)));
    }
    return wanted;
  }
}
