/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.kafka;

import io.ocrstream.contracts.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.apache.kafka.common.config.TopicConfig;

/**
 * The topic settings that the stream depends on: the values that {@code topics create} sets, and
 * the values that {@code topics check} accepts besides. Retention and similar settings are the
 * operator's choice and are not checked.
 */
final class TopicSettings {
  /** Segment time of summary topics. Compaction only removes old values from closed segments. */
  private static final Duration SUMMARY_SEGMENT = Duration.ofDays(1);

  /**
   * Minimum accepted bound on the distance between a record's timestamp and the broker's clock,
   * because clocks differ.
   */
  private static final Duration MIN_TIMESTAMP_BOUND = Duration.ofMinutes(10);

  /** How far in the future a record's timestamp may be: the brokers' default. */
  private static final Duration FUTURE_BOUND = Duration.ofHours(1);

  private static final String CREATE_TIME = "CreateTime";

  private TopicSettings() {}

  /** A rule for one setting of a topic. */
  private record Rule(String key, String wanted, Predicate<String> accepts, String why) {}

  /** Returns the settings with which {@code topic} is created. */
  static Map<String, String> of(Topic topic) {
    Map<String, String> config = new TreeMap<>();
    rules(topic).forEach(rule -> config.put(rule.key(), rule.wanted()));
    config.put(TopicConfig.COMPRESSION_TYPE_CONFIG, topic.compression());
    config.put(TopicConfig.RETENTION_MS_CONFIG, Long.toString(topic.retention().toMillis()));
    if (topic.kind() == Topic.Kind.SUMMARY) {
      config.put(TopicConfig.SEGMENT_MS_CONFIG, Long.toString(SUMMARY_SEGMENT.toMillis()));
    }
    return config;
  }

  /**
   * Returns the problems of a topic's settings, each with the command that corrects it.
   *
   * @param name name of the topic on the brokers
   * @param actual returns the value of a setting, or an empty string if it has none
   */
  static List<String> problems(Topic topic, String name, UnaryOperator<String> actual) {
    List<String> problems = new ArrayList<>();
    for (Rule rule : rules(topic)) {
      String value = actual.apply(rule.key());
      if (!rule.accepts().test(value)) {
        problems.add(
            "topic %s has %s=%s: %s; run kafka-configs.sh --alter --entity-type topics"
                    .formatted(name, rule.key(), value, rule.why())
                + " --entity-name %s --add-config %s".formatted(name, added(rule)));
      }
    }
    return problems;
  }

  private static String added(Rule rule) {
    String value = rule.wanted().contains(",") ? "[" + rule.wanted() + "]" : rule.wanted();
    return rule.key() + "=" + value;
  }

  private static List<Rule> rules(Topic topic) {
    List<Rule> rules = new ArrayList<>(List.of(cleanup(topic), size(topic)));
    if (topic == Topic.DOCUMENTS) {
      rules.add(
          rule(
              TopicConfig.COMPRESSION_TYPE_CONFIG,
              topic.compression(),
              Set.of(topic.compression(), "uncompressed")::contains,
              "a record could decompress to gigabytes"));
    } else {
      rules.add(bound(TopicConfig.MESSAGE_TIMESTAMP_BEFORE_MAX_MS_CONFIG, Long.MAX_VALUE));
      rules.add(bound(TopicConfig.MESSAGE_TIMESTAMP_AFTER_MAX_MS_CONFIG, FUTURE_BOUND.toMillis()));
    }
    if (topic.kind() == Topic.Kind.WORK) {
      rules.add(
          rule(
              TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG,
              CREATE_TIME,
              CREATE_TIME::equals,
              "tasks and completions must keep the time at which they were sent"));
    }
    return rules;
  }

  private static Rule cleanup(Topic topic) {
    String delete = TopicConfig.CLEANUP_POLICY_DELETE;
    return topic.kind() == Topic.Kind.SUMMARY
        ? rule(
            TopicConfig.CLEANUP_POLICY_CONFIG,
            TopicConfig.CLEANUP_POLICY_COMPACT + "," + delete,
            value -> value.contains(TopicConfig.CLEANUP_POLICY_COMPACT),
            "replaced records would be kept")
        : rule(
            TopicConfig.CLEANUP_POLICY_CONFIG,
            delete,
            delete::equals,
            "records of one key would replace each other");
  }

  private static Rule size(Topic topic) {
    int least = topic.maxRecordBytes();
    int made = least + Topic.BATCH_OVERHEAD_BYTES;
    boolean isOpen = topic == Topic.DOCUMENTS;
    return rule(
        TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
        Integer.toString(made),
        value -> number(value) >= least && (!isOpen || number(value) <= made),
        isOpen
            ? "the limit rejects valid events, or accepts events that decompress to too much"
            : "the limit rejects valid records");
  }

  private static Rule bound(String key, long wanted) {
    return rule(
        key,
        Long.toString(wanted),
        value -> number(value) >= MIN_TIMESTAMP_BOUND.toMillis(),
        "records would be rejected if clocks differ");
  }

  private static Rule rule(String key, String wanted, Predicate<String> accepts, String why) {
    return new Rule(key, wanted, accepts, why);
  }

  private static long number(String value) {
    return value.isEmpty() ? 0 : Long.parseLong(value);
  }
}
