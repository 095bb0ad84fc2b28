/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.kafka;

import io.ocrstream.config.ProcessorConfig;
import io.ocrstream.config.Settings;
import io.ocrstream.contracts.KafkaNames;
import io.ocrstream.contracts.ShareGroup;
import io.ocrstream.contracts.Topic;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.resource.ResourceType;
import org.jspecify.annotations.Nullable;

/**
 * Checks the cluster's versions, rights, topics and group settings at the start, before anything
 * could lose work without them.
 *
 * <p><b>Threading:</b> any; blocks for the admin protocol.
 */
public final class ClusterCheck {
  private static final String CREATE = "; run `ocr topics create`";

  private final KafkaNames names;
  private final List<Topic> wanted;
  private final Map<Topic, TopicDescription> topics;
  private final Map<ConfigResource, Config> configs;
  private final Set<String> subjects = new HashSet<>();

  private ClusterCheck(
      KafkaNames names,
      List<Topic> wanted,
      Map<Topic, TopicDescription> topics,
      Map<ConfigResource, Config> configs) {
    this.names = names;
    this.wanted = wanted;
    this.topics = topics;
    this.configs = configs;
  }

  /**
   * The properties of the cluster that the roles use.
   *
   * @param workPartitions partitions of the task and completion topics
   * @param deliveryLimit maximum deliveries of a task
   */
  public record Facts(int workPartitions, int deliveryLimit) {}

  /**
   * Checks the cluster, but not the rights.
   *
   * @throws ClusterProblems with every problem found; outdated versions are reported alone
   */
  public static Facts require(Settings settings) throws InterruptedException, ExecutionException {
    return require(settings, List.of());
  }

  /**
   * Checks the cluster and the rights of {@code roles}.
   *
   * @throws ClusterProblems with every problem found. Outdated versions, and the missing rights of
   *     a role, are reported alone: a topic that a client may not see looks missing
   */
  public static Facts require(Settings settings, List<KafkaRole> roles)
      throws InterruptedException, ExecutionException {
    try (Admin admin = Admin.create(KafkaClients.config(settings.kafka()))) {
      var unused = BrokerFeatures.require(admin);
      for (KafkaRole role : roles) {
        requireRights(admin, role, settings);
      }
      return requireTopics(admin, settings);
    }
  }

  /**
   * Checks the versions and the rights of a role that only publishes and reads.
   *
   * @throws ClusterProblems with every problem found
   */
  public static void requireRights(Settings settings, KafkaRole role)
      throws InterruptedException, ExecutionException {
    try (Admin admin = Admin.create(KafkaClients.config(settings.kafka()))) {
      var unused = BrokerFeatures.require(admin);
      requireRights(admin, role, settings);
    }
  }

  static Facts requireTopics(Admin admin, Settings settings)
      throws InterruptedException, ExecutionException {
    KafkaNames names = KafkaClients.names(settings.kafka());
    List<Topic> wanted = KafkaClients.topics(settings.topics());
    Map<Topic, TopicDescription> topics = describe(admin, names, wanted);
    ClusterCheck check =
        new ClusterCheck(
            names,
            wanted,
            topics,
            admin.describeConfigs(resources(names, topics.keySet())).all().get());
    List<String> problems = check.problems();
    if (topics.size() == wanted.size()) {
      problems.addAll(
          new InternalTopics(admin, names.application(settings.processor().applicationId()))
              .problems(check.partitions(Topic.DOCUMENTS), check.partitions(Topic.RECOGNISE)));
    }
    if (!problems.isEmpty()) {
      throw new ClusterProblems(problems, check.subjects);
    }
    return check.facts();
  }

  static void requireRights(Admin admin, KafkaRole role, Settings settings)
      throws InterruptedException, ExecutionException {
    KafkaNames names = KafkaClients.names(settings.kafka());
    List<Topic> used = KafkaClients.topics(settings.topics());
    List<String> unused =
        Arrays.stream(Topic.values()).filter(t -> !used.contains(t)).map(names::of).toList();
    List<KafkaRight> needed =
        role.rights(names, settings.processor().applicationId()).stream()
            .filter(right -> !unused.contains(right.resource().name()))
            .filter(
                right ->
                    right.resource().resourceType() != ResourceType.TRANSACTIONAL_ID
                        || settings.processor().guarantee()
                            == ProcessorConfig.Guarantee.EXACTLY_ONCE)
            .toList();
    new RightsCheck(admin).require(role, needed);
  }

  private static Map<Topic, TopicDescription> describe(
      Admin admin, KafkaNames names, List<Topic> wanted)
      throws InterruptedException, ExecutionException {
    Set<String> existing = admin.listTopics().names().get();
    List<Topic> ours = wanted.stream().filter(t -> existing.contains(names.of(t))).toList();
    Map<String, TopicDescription> found =
        admin.describeTopics(ours.stream().map(names::of).toList()).allTopicNames().get();
    Map<Topic, TopicDescription> described = new HashMap<>();
    ours.forEach(topic -> described.put(topic, found.get(names.of(topic))));
    return described;
  }

  private static List<ConfigResource> resources(KafkaNames names, Set<Topic> topics) {
    List<ConfigResource> resources = new ArrayList<>();
    topics.forEach(t -> resources.add(resource(names, t)));
    Arrays.stream(ShareGroup.values()).forEach(g -> resources.add(resource(names, g)));
    return resources;
  }

  private List<String> problems() {
    List<String> problems = new ArrayList<>();
    for (Topic topic : wanted) {
      List<String> own = problems(topic);
      if (!own.isEmpty()) {
        subjects.add(names.of(topic));
        problems.addAll(own);
      }
    }
    partitionProblem(problems);
    summaryProblem(problems);
    for (ShareGroup group : ShareGroup.values()) {
      groupProblems(group, problems);
    }
    return problems;
  }

  private List<String> problems(Topic topic) {
    return topics.containsKey(topic)
        ? TopicSettings.problems(
            topic,
            names.of(topic),
            key -> Objects.requireNonNullElse(value(resource(names, topic), key), ""))
        : List.of("topic " + names.of(topic) + " is missing" + CREATE);
  }

  /**
   * Checks that all work topics have the same number of partitions. The events of a key must be in
   * the same partition as its completion.
   */
  private void partitionProblem(List<String> problems) {
    Map<String, Integer> counts =
        topics.entrySet().stream()
            .filter(e -> e.getKey().kind() == Topic.Kind.WORK)
            .collect(
                Collectors.toMap(e -> names.of(e.getKey()), e -> e.getValue().partitions().size()));
    if (Set.copyOf(counts.values()).size() > 1) {
      problems.add("task and completion topics must have one partition count, not " + counts);
    }
  }

  /**
   * Checks that summary topics have one partition. The last record of a key is the valid one, which
   * requires a single order.
   */
  private void summaryProblem(List<String> problems) {
    topics.forEach(
        (topic, description) -> {
          int partitions = description.partitions().size();
          if (topic.kind() == Topic.Kind.SUMMARY && partitions != 1) {
            problems.add(
                "topic %s must have one partition, not %d".formatted(names.of(topic), partitions));
          }
        });
  }

  private void groupProblems(ShareGroup group, List<String> problems) {
    expect(group, TopicsAdmin.ISOLATION, "read_committed", problems);
    expect(group, TopicsAdmin.RESET, "earliest", problems);
  }

  private void expect(ShareGroup group, String key, String wanted, List<String> problems) {
    String value = value(resource(names, group), key);
    if (!wanted.equals(value)) {
      subjects.add(names.of(group));
      problems.add(
          "share group %s has %s=%s, not %s".formatted(names.of(group), key, value, wanted)
              + CREATE);
    }
  }

  private int partitions(Topic topic) {
    return Objects.requireNonNull(topics.get(topic)).partitions().size();
  }

  private Facts facts() {
    int limit =
        Arrays.stream(ShareGroup.values())
            .mapToInt(g -> (int) number(resource(names, g), TopicsAdmin.DELIVERIES))
            .min()
            .orElseThrow();
    return new Facts(partitions(Topic.RECOGNISE), limit);
  }

  private long number(ConfigResource resource, String key) {
    String value = value(resource, key);
    return value == null ? 0 : Long.parseLong(value);
  }

  private @Nullable String value(ConfigResource resource, String key) {
    Config config = configs.get(resource);
    ConfigEntry entry = config == null ? null : config.get(key);
    return entry == null ? null : entry.value();
  }

  private static ConfigResource resource(KafkaNames names, Topic topic) {
    return new ConfigResource(ConfigResource.Type.TOPIC, names.of(topic));
  }

  private static ConfigResource resource(KafkaNames names, ShareGroup group) {
    return new ConfigResource(ConfigResource.Type.GROUP, names.of(group));
  }
}
