/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.topology;

import io.ocrstream.contracts.ShareGroup;
import io.ocrstream.contracts.Topic;
import io.ocrstream.flight.Horizon;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.ListShareGroupOffsetsSpec;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.SharePartitionOffsetInfo;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Finds out how far the workers of one task topic have come: see {@link Horizon}.
 *
 * <p>A share group's start offset is the first record that is not yet done with. Everything sent
 * before that record has been completed, or has used up its deliveries. Completions are published
 * before their tasks are acknowledged; so once the topology has processed every completion that was
 * there when the start offsets were read, a flight sent before that record and still flying is
 * lost. No clock is compared with another but those of the processors that send tasks.
 *
 * <p><b>Threading:</b> one thread calls {@link #observe}, any reads {@link #get}. <b>Fails:</b>
 * whatever cannot be found out leaves the horizon as it is: waiting work is left alone.
 */
final class HorizonWatch implements Supplier<Horizon> {
  private static final Duration READ_TIMEOUT = Duration.ofSeconds(5);
  private static final Duration POLL = Duration.ofMillis(100);

  private final Admin admin;
  private final Consumer<byte[], byte[]> reader;
  private final Flow flow;
  private final Clock clock;

  private volatile Horizon horizon = Horizon.UNKNOWN;

  // An observation that holds once the topology has come as far as `awaited`; observing thread.
  private @Nullable Horizon candidate;
  private Map<TopicPartition, Long> awaited = Map.of();

  /**
   * The way of the work.
   *
   * @param group who does it
   * @param applicationId whose offsets say how far completions were processed
   */
  record Flow(ShareGroup group, String applicationId) {}

  /**
   * A watch with its own {@code reader}: a consumer without a group that reads committed records.
   */
  HorizonWatch(Admin admin, Consumer<byte[], byte[]> reader, Flow flow, Clock clock) {
    this.admin = admin;
    this.reader = reader;
    this.flow = flow;
    this.clock = clock;
  }

  @Override
  public Horizon get() {
    return horizon;
  }

  /**
   * Looks once. A look's finding comes into force at a later call, when the completions of that
   * moment have been processed.
   */
  void observe() throws InterruptedException, ExecutionException {
    if (candidate != null && isProcessed(awaited)) {
      horizon = candidate;
      candidate = null;
    }
    if (candidate == null) {
      long now = clock.millis();
      Long sentBefore = sentBefore(now);
      if (sentBefore != null) {
        awaited = ends(flow.group().completions());
        candidate = new Horizon(sentBefore, now);
      }
    }
  }

  /** Timestamp of the oldest task not done with; {@code now} if all are; null if not known. */
  private @Nullable Long sentBefore(long now) throws InterruptedException, ExecutionException {
    Map<TopicPartition, SharePartitionOffsetInfo> starts =
        admin
            .listShareGroupOffsets(Map.of(flow.group().groupId(), new ListShareGroupOffsetsSpec()))
            .partitionsToOffsetInfo(flow.group().groupId())
            .get();
    long oldest = now;
    for (Map.Entry<TopicPartition, Long> end : ends(flow.group().tasks()).entrySet()) {
      SharePartitionOffsetInfo start = starts.get(end.getKey());
      if (start == null && end.getValue() > 0) {
        return null;
      }
      if (start != null && !isDone(start) && start.startOffset() < end.getValue()) {
        oldest = Math.min(oldest, timestampAt(end, start.startOffset(), now));
      }
    }
    return oldest;
  }

  /**
   * Whether nothing of a partition is left to do. Its start offset alone does not tell: the broker
   * stores a moved start only with the acknowledgement after, so in a quiet partition it still
   * names the last task, done with or lost.
   */
  private static boolean isDone(SharePartitionOffsetInfo start) {
    return start.lag().stream().anyMatch(lag -> lag == 0);
  }

  /** Timestamp of the first committed record from {@code offset} on; {@code none} if none. */
  private long timestampAt(Map.Entry<TopicPartition, Long> end, long offset, long none) {
    TopicPartition partition = end.getKey();
    reader.assign(List.of(partition));
    reader.seek(partition, Math.max(0, offset));
    long deadline = clock.millis() + READ_TIMEOUT.toMillis();
    while (reader.position(partition) < end.getValue() && clock.millis() < deadline) {
      for (ConsumerRecord<byte[], byte[]> record : reader.poll(POLL)) {
        return record.timestamp();
      }
    }
    // Only markers of transactions are left; or, past the deadline, nothing is known: then the
    // oldest possible time keeps every flight from being judged.
    return reader.position(partition) < end.getValue() ? 0 : none;
  }

  private boolean isProcessed(Map<TopicPartition, Long> wanted)
      throws InterruptedException, ExecutionException {
    Map<TopicPartition, OffsetAndMetadata> committed =
        admin.listConsumerGroupOffsets(flow.applicationId()).partitionsToOffsetAndMetadata().get();
    return wanted.entrySet().stream()
        .allMatch(
            end -> {
              OffsetAndMetadata at = committed.get(end.getKey());
              return end.getValue() == 0 || (at != null && at.offset() >= end.getValue());
            });
  }

  private Map<TopicPartition, Long> ends(Topic topic)
      throws InterruptedException, ExecutionException {
    String name = topic.topicName();
    int partitions =
        Objects.requireNonNull(admin.describeTopics(List.of(name)).allTopicNames().get().get(name))
            .partitions()
            .size();
    Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
    for (int partition = 0; partition < partitions; partition++) {
      wanted.put(new TopicPartition(name, partition), OffsetSpec.latest());
    }
    Map<TopicPartition, ListOffsetsResultInfo> found =
        admin
            .listOffsets(wanted, new ListOffsetsOptions(IsolationLevel.READ_COMMITTED))
            .all()
            .get();
    return found.entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, e -> e.getValue().offset()));
  }
}
