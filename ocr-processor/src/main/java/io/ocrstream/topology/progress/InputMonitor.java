/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.topology.progress;

import io.ocrstream.contracts.KafkaNames;
import io.ocrstream.contracts.Topic;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches {@code ocr.documents} for what its consumers cannot see: events behind an open
 * transaction of their sender, and events that were deleted before they were processed.
 *
 * <p><b>Threading:</b> one thread calls {@link #observe}; any thread reads {@link #held}.
 */
final class InputMonitor {
  private static final Logger LOG = LoggerFactory.getLogger(InputMonitor.class);

  private final Admin admin;
  private final String topic;
  private final String groupId;
  private final Skips skips;

  /** Committed offsets at the last observation. Used by the observing thread. */
  private Map<TopicPartition, Long> committed = Map.of();

  /**
   * Earliest offsets at the last observation. Skipped events before them are already reported. Used
   * by the observing thread.
   */
  private final Map<TopicPartition, Long> reported = new HashMap<>();

  private volatile long held;

  /** Receives the number of skipped offsets. */
  interface Skips {
    void skipped(long offsets);
  }

  /**
   * Creates a monitor of the topology's input.
   *
   * @param applicationId the topology's application id, without the installation's prefix
   * @param skips receives the number of events that were deleted before they were processed
   */
  InputMonitor(Admin admin, KafkaNames names, String applicationId, Skips skips) {
    this.admin = admin;
    this.topic = names.of(Topic.DOCUMENTS);
    this.groupId = names.application(applicationId);
    this.skips = skips;
  }

  /** Returns the number of records behind an open transaction, in the partition with the most. */
  long held() {
    return held;
  }

  /** Observes the topic once. */
  void observe() throws InterruptedException, ExecutionException {
    if (committed.isEmpty()) {
      committed = committed();
    }
    Map<TopicPartition, Long> stable = offsets(OffsetSpec.latest(), IsolationLevel.READ_COMMITTED);
    Map<TopicPartition, Long> ends = offsets(OffsetSpec.latest(), IsolationLevel.READ_UNCOMMITTED);
    held =
        stable.entrySet().stream()
            .mapToLong(at -> ends.getOrDefault(at.getKey(), 0L) - at.getValue())
            .max()
            .orElse(0);
    offsets(OffsetSpec.earliest(), IsolationLevel.READ_UNCOMMITTED).forEach(this::compare);
    committed = committed();
  }

  /**
   * Reports the offsets between the last committed offset and the earliest one. Some of them may
   * have been processed since the last observation.
   */
  private void compare(TopicPartition partition, long earliest) {
    long next =
        Math.max(committed.getOrDefault(partition, earliest), reported.getOrDefault(partition, 0L));
    reported.put(partition, earliest);
    if (next < earliest) {
      LOG.warn(
          "{} events of {} were deleted before the processor read them: offsets {} to {}",
          earliest - next,
          partition,
          next,
          earliest - 1);
      skips.skipped(earliest - next);
    }
  }

  private Map<TopicPartition, Long> committed() throws InterruptedException, ExecutionException {
    Map<TopicPartition, OffsetAndMetadata> all =
        admin.listConsumerGroupOffsets(groupId).partitionsToOffsetAndMetadata().get();
    Map<TopicPartition, Long> ours = new HashMap<>();
    all.forEach(
        (partition, at) -> {
          if (at != null && partition.topic().equals(topic)) {
            ours.put(partition, at.offset());
          }
        });
    return ours;
  }

  private Map<TopicPartition, Long> offsets(OffsetSpec spec, IsolationLevel isolation)
      throws InterruptedException, ExecutionException {
    int partitions =
        Objects.requireNonNull(
                admin.describeTopics(List.of(topic)).allTopicNames().get().get(topic))
            .partitions()
            .size();
    Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
    for (int partition = 0; partition < partitions; partition++) {
      wanted.put(new TopicPartition(topic, partition), spec);
    }
    Map<TopicPartition, Long> found = new HashMap<>();
    for (Map.Entry<TopicPartition, ListOffsetsResultInfo> one :
        admin.listOffsets(wanted, new ListOffsetsOptions(isolation)).all().get().entrySet()) {
      found.put(one.getKey(), one.getValue().offset());
    }
    return found;
  }
}
