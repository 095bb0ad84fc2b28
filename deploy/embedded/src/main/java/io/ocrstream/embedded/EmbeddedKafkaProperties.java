/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.embedded;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Tunes the embedded broker: it starts in one or two seconds, new group members get their first
 * record at once, and it uses little memory.
 */
final class EmbeddedKafkaProperties {
  /** Size of the largest record batch, with room for framing, in bytes. */
  static final int MAX_MESSAGE_BYTES = 9 * 1024 * 1024;

  /** Settings with a number of replicas. */
  static final List<String> REPLICATION_FACTORS =
      List.of(
          "default.replication.factor",
          "offsets.topic.replication.factor",
          "transaction.state.log.replication.factor",
          "share.coordinator.state.topic.replication.factor");

  /** Settings with a number of in-sync replicas that must have a record. */
  static final List<String> MINIMUM_IN_SYNC =
      List.of(
          "min.insync.replicas",
          "transaction.state.log.min.isr",
          "share.coordinator.state.topic.min.isr");

  /** Settings of every node. */
  static final Map<String, String> COMMON = common();

  private EmbeddedKafkaProperties() {}

  private static Map<String, String> common() {
    Map<String, String> all = new HashMap<>();
    all.putAll(shape());
    all.putAll(groups());
    all.putAll(quickStart());
    all.putAll(smallMemory());
    return Map.copyOf(all);
  }

  private static Map<String, String> shape() {
    return Map.of(
        "process.roles", "broker,controller",
        "controller.listener.names", "CONTROLLER",
        "inter.broker.listener.name", "BROKER",
        "listener.security.protocol.map", "BROKER:PLAINTEXT,CONTROLLER:PLAINTEXT",
        "auto.create.topics.enable", "false",
        "message.max.bytes", Integer.toString(MAX_MESSAGE_BYTES),
        "replica.fetch.max.bytes", Integer.toString(MAX_MESSAGE_BYTES),
        "offsets.topic.num.partitions", "4",
        "transaction.state.log.num.partitions", "4",
        "share.coordinator.state.topic.num.partitions", "4");
  }

  /**
   * Shortens the waits of new members for heartbeats and assignments, which are seconds by default.
   */
  private static Map<String, String> groups() {
    Map<String, String> all = new HashMap<>();
    all.put("group.initial.rebalance.delay.ms", "0");
    all.put("group.streams.initial.rebalance.delay.ms", "0");
    for (String kind : List.of("consumer", "share", "streams")) {
      all.put("group." + kind + ".heartbeat.interval.ms", "250");
      all.put("group." + kind + ".min.heartbeat.interval.ms", "100");
      all.put("group." + kind + ".assignment.interval.ms", "0");
    }
    // Workers of tests and of chaos runs die often.
    all.put("group.share.min.session.timeout.ms", "1000");
    all.put("group.share.initialize.retry.interval.ms", "1000");
    // Answers behind uncommitted ones of a killed processor wait for both timeouts.
    all.put("group.min.session.timeout.ms", "1000");
    all.put("transaction.abort.timed.out.transaction.cleanup.interval.ms", "1000");
    // Tests, and operators of short documents, use shorter locks than the default minimum of 15 s.
    all.put("group.share.min.record.lock.duration.ms", "1000");
    all.put("group.share.max.record.lock.duration.ms", "3600000");
    return all;
  }

  private static Map<String, String> quickStart() {
    return Map.of(
        // After a kill, the next start waits until the old session ends.
        "broker.session.timeout.ms", "6000",
        "broker.heartbeat.interval.ms", "500",
        "controller.quorum.retry.backoff.ms", "20",
        "controller.quorum.append.linger.ms", "5",
        "num.recovery.threads.per.data.dir", "1");
  }

  private static Map<String, String> smallMemory() {
    return Map.of(
        "num.network.threads", "2",
        "num.io.threads", "4",
        "background.threads", "2",
        "log.cleaner.threads", "1",
        // The default reserves 128 MiB for compaction.
        "log.cleaner.dedupe.buffer.size", "8388608",
        "log.index.size.max.bytes", "1048576",
        "socket.send.buffer.bytes", "-1",
        "socket.receive.buffer.bytes", "-1");
  }
}
