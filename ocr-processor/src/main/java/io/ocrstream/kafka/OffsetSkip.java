/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.kafka;

import io.ocrstream.config.Settings;
import io.ocrstream.contracts.Topic;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Moves the processors' committed offset in a partition of {@code ocr.documents} past one unread
 * record.
 *
 * <p><b>Threading:</b> any; blocks for the admin protocol. <b>Fails:</b> with {@link
 * ClusterProblems} if the partition does not exist, or the offset would move back or skip records
 * that may still be processed. Brokers refuse the change while a processor runs.
 */
public final class OffsetSkip {
  /**
   * Maximum distance between the committed offset and the record. Transaction markers occupy
   * offsets too.
   */
  public static final long SKIP_DISTANCE = 100;

  private final Settings settings;
  private final TopicPartition partition;

  private OffsetSkip(Settings settings, TopicPartition partition) {
    this.settings = settings;
    this.partition = partition;
  }

  public static OffsetSkip of(Settings settings, int partition) {
    String topic = KafkaClients.names(settings.kafka()).of(Topic.DOCUMENTS);
    return new OffsetSkip(settings, new TopicPartition(topic, partition));
  }

  /**
   * Skips the record.
   *
   * @param offset offset of the record
   * @param really whether to move the offset; if false, only the report is made
   * @return one line that says what was done, or would be done
   */
  public String over(long offset, boolean really) throws InterruptedException, ExecutionException {
    try (Admin admin = Admin.create(KafkaClients.config(settings.kafka()))) {
      requirePartition(admin);
      String group =
          KafkaClients.names(settings.kafka()).application(settings.processor().applicationId());
      long next = next(admin, group);
      if (offset < next) {
        throw problem("offset %d was read already; the next one is %d".formatted(offset, next));
      }
      if (offset >= end(admin)) {
        throw problem("offset %d does not exist yet".formatted(offset));
      }
      if (offset - next > SKIP_DISTANCE) {
        throw problem(
            "the next offset is %d, and the skip would drop the %d records before the one named"
                .formatted(next, offset - next));
      }
      if (really) {
        admin
            .alterConsumerGroupOffsets(group, Map.of(partition, new OffsetAndMetadata(offset + 1)))
            .all()
            .get();
      }
      return "%s %s from offset %d to %d%s"
          .formatted(
              partition,
              really ? "moved" : "would move",
              next,
              offset + 1,
              really ? "" : ": repeat with --yes");
    }
  }

  /** Fails at once. A look-up of the offset would retry until its timeout. */
  private void requirePartition(Admin admin) throws InterruptedException, ExecutionException {
    String topic = partition.topic();
    int partitions =
        Objects.requireNonNull(
                admin.describeTopics(List.of(topic)).allTopicNames().get().get(topic))
            .partitions()
            .size();
    if (partition.partition() < 0 || partition.partition() >= partitions) {
      throw problem("does not exist; choose a partition from 0 to %d".formatted(partitions - 1));
    }
  }

  private ClusterProblems problem(String what) {
    return new ClusterProblems(List.of(partition + ": " + what));
  }

  /** Returns the committed offset, or the earliest offset if there is none. */
  private long next(Admin admin, String group) throws InterruptedException, ExecutionException {
    OffsetAndMetadata committed =
        admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get().get(partition);
    return committed == null ? offset(admin, OffsetSpec.earliest()) : committed.offset();
  }

  private long end(Admin admin) throws InterruptedException, ExecutionException {
    return offset(admin, OffsetSpec.latest());
  }

  private long offset(Admin admin, OffsetSpec spec)
      throws InterruptedException, ExecutionException {
    return Objects.requireNonNull(
            admin.listOffsets(Map.of(partition, spec)).all().get().get(partition))
        .offset();
  }
}
