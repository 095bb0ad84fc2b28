/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.client;

import io.ocrstream.contracts.KafkaNames;
import io.ocrstream.contracts.Topic;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;

/** The two topics of answers, with as many partitions as a test says. */
final class AnswerTopicsMock extends MockConsumer<byte[], byte[]> {
  private final Map<TopicPartition, Long> ends = new HashMap<>();
  private final Map<TopicPartition, Long> commits = new HashMap<>();

  AnswerTopicsMock() {
    super("earliest");
    partitions(Topic.RESULTS, 1);
    partitions(Topic.FAILURES, 1);
  }

  void partitions(Topic topic, int count) {
    String name = KafkaNames.PLAIN.of(topic);
    List<PartitionInfo> infos =
        IntStream.range(0, count)
            .mapToObj(i -> new PartitionInfo(name, i, Node.noNode(), new Node[0], new Node[0]))
            .toList();
    updatePartitions(name, infos);
    for (PartitionInfo info : infos) {
      TopicPartition partition = new TopicPartition(name, info.partition());
      ends.putIfAbsent(partition, 0L);
      updateBeginningOffsets(Map.of(partition, 0L));
      updateEndOffsets(Map.of(partition, ends.get(partition)));
    }
  }

  void add(Topic topic, byte[] answer) {
    add(new TopicPartition(topic.topicName(), 0), answer);
  }

  synchronized void add(TopicPartition partition, byte[] answer) {
    long offset = ends.merge(partition, 1L, Long::sum) - 1;
    addRecord(new ConsumerRecord<>(partition.topic(), partition.partition(), offset, null, answer));
  }

  /** Returns the committed offset; 0 for none, after it is closed as well. */
  long committed(TopicPartition partition) {
    return commits.getOrDefault(partition, 0L);
  }

  @Override
  public synchronized void commitSync(Map<TopicPartition, OffsetAndMetadata> offsets) {
    super.commitSync(offsets);
    offsets.forEach((partition, offset) -> commits.put(partition, offset.offset()));
  }

  /* The mock does not wait for records: without this, the receiving thread would spin. It waits outside the lock. */
  @Override
  @SuppressWarnings("UnsynchronizedOverridesSynchronized")
  public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
    ConsumerRecords<byte[], byte[]> records = super.poll(timeout);
    if (records.isEmpty()) {
      LockSupport.parkNanos(1_000_000);
    }
    return records;
  }
}
