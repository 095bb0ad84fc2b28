/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.loadtest.chaos;

import io.ocrstream.embedded.EmbeddedKafka;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewPartitionReassignment;
import org.apache.kafka.clients.admin.RemoveMembersFromConsumerGroupOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.ElectionType;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Injects faults into brokers and groups.
 *
 * <p><b>Threading:</b> one thread.
 */
final class KafkaFaults implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(KafkaFaults.class);

  /** Kafka's internal topics; the leader of a partition coordinates its groups. */
  private static final List<String> COORDINATION =
      List.of("__consumer_offsets", "__transaction_state", "__share_group_state");

  private static final String GROUP = "ocr-processor";

  /**
   * Interval between two removals of all members, in milliseconds; too short for a group to become
   * stable.
   */
  private static final long PUT_OUT_EVERY_MS = 700;

  private static final int TIMEOUT_MS = 5_000;
  private static final int NODES = 3;

  private final EmbeddedKafka kafka;
  private final Random random;
  private final FaultPlan.Later later;
  private final Admin admin;
  private boolean isOneDown;

  KafkaFaults(EmbeddedKafka kafka, Random random, FaultPlan.Later later) {
    this.kafka = kafka;
    this.random = random;
    this.later = later;
    this.admin =
        Admin.create(
            Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                kafka.bootstrapServers(),
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                TIMEOUT_MS,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                TIMEOUT_MS));
  }

  void inject(InjectedFault fault, long lasting) throws InterruptedException {
    switch (fault) {
      case BROKER_DROP -> drop(1 + random.nextInt(NODES), lasting);
      case COORDINATOR_MOVE -> moveCoordinators();
      case REBALANCE_STORM -> {
        for (long ms = 0; ms < lasting; ms += PUT_OUT_EVERY_MS) {
          later.in(ms, this::putOut);
        }
      }
      default -> throw new IllegalArgumentException(fault + " is not a fault of Kafka");
    }
  }

  /** Stops one node at a time, because two of three are needed. */
  private void drop(int node, long lasting) {
    if (!isOneDown) {
      isOneDown = true;
      kafka.dropNode(node);
      later.in(
          lasting,
          () -> {
            kafka.startNode(node);
            isOneDown = false;
          });
    }
  }

  private void moveCoordinators() throws InterruptedException {
    Map<TopicPartition, Optional<NewPartitionReassignment>> moved = new HashMap<>();
    for (KafkaFuture<TopicDescription> topic :
        admin.describeTopics(COORDINATION).topicNameValues().values()) {
      // A topic that nobody has used does not exist.
      answer(topic).ifPresent(there -> moved.putAll(rotated(there)));
    }
    answer(admin.alterPartitionReassignments(moved).all());
    answer(admin.electLeaders(ElectionType.PREFERRED, moved.keySet()).all());
  }

  /** Returns reassignments that make each partition's second replica the leader. */
  private static Map<TopicPartition, Optional<NewPartitionReassignment>> rotated(
      TopicDescription topic) {
    Map<TopicPartition, Optional<NewPartitionReassignment>> moved = new HashMap<>();
    topic
        .partitions()
        .forEach(
            partition -> {
              List<Integer> replicas =
                  new ArrayList<>(partition.replicas().stream().map(Node::id).toList());
              Collections.rotate(replicas, -1);
              moved.put(
                  new TopicPartition(topic.name(), partition.partition()),
                  Optional.of(new NewPartitionReassignment(replicas)));
            });
    return moved;
  }

  private void putOut() throws InterruptedException {
    answer(
        admin
            .removeMembersFromConsumerGroup(GROUP, new RemoveMembersFromConsumerGroupOptions())
            .all());
  }

  /** Returns the answer; empty if the cluster is faulty or still handles the previous fault. */
  private static <T> Optional<T> answer(KafkaFuture<T> future) throws InterruptedException {
    try {
      return Optional.ofNullable(future.get(TIMEOUT_MS, TimeUnit.MILLISECONDS));
    } catch (ExecutionException | TimeoutException e) {
      LOG.info("Kafka rejected a request: {}", String.valueOf(e.getCause()));
      return Optional.empty();
    }
  }

  @Override
  public void close() {
    admin.close();
  }
}
