/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.client;

import io.ocrstream.contracts.KafkaNames;
import io.ocrstream.contracts.Topic;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads the answers that become visible after its creation, from all partitions and without a
 * consumer group.
 *
 * <p><b>Threading:</b> one thread at a time.
 */
final class AnswerConsumer implements AutoCloseable {
  private final Consumer<byte[], byte[]> consumer;
  private final KafkaNames names;
  private List<TopicPartition> assigned;

  /**
   * Starts at the end of both topics.
   *
   * @throws UncheckedIOException if the cluster lacks one of the topics
   */
  AnswerConsumer(KafkaNames names, Consumer<byte[], byte[]> consumer) {
    this.names = names;
    this.consumer = consumer;
    try {
      assigned = partitions();
      consumer.assign(assigned);
      consumer.seekToEnd(assigned);
      // A seek is lazy: asking for the position fixes it before the first event is published.
      assigned.forEach(consumer::position);
    } catch (RuntimeException e) {
      consumer.close();
      throw e;
    }
  }

  /** Creates a consumer of committed records; {@code own} overrides other settings. */
  static Consumer<byte[], byte[]> consumer(Map<String, ?> kafka, Map<String, ?> own) {
    Map<String, Object> config = new HashMap<>(kafka);
    config.putAll(
        Map.of(
            "isolation.level", "read_committed",
            "enable.auto.commit", "false",
            "allow.auto.create.topics", "false",
            "auto.offset.reset", "earliest"));
    config.putAll(own);
    return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  /** Returns the next records; none if none arrives within {@code patience}. */
  Iterable<ConsumerRecord<byte[], byte[]>> poll(Duration patience) {
    return consumer.poll(patience);
  }

  /** Reads partitions that were added to the topics, from their beginning. */
  void followNewPartitions() {
    List<TopicPartition> now = partitions();
    List<TopicPartition> added = now.stream().filter(p -> !assigned.contains(p)).toList();
    if (!added.isEmpty()) {
      consumer.assign(now);
      consumer.seekToBeginning(added);
      assigned = now;
    }
  }

  private List<TopicPartition> partitions() {
    return Stream.of(Topic.RESULTS, Topic.FAILURES)
        .flatMap(topic -> partitions(names.of(topic)))
        .toList();
  }

  private Stream<TopicPartition> partitions(String topic) {
    List<PartitionInfo> partitions = consumer.partitionsFor(topic);
    // With only one of the two topics, answers would be missed.
    if (partitions == null || partitions.isEmpty()) {
      throw new UncheckedIOException(
          new IOException("the topic %s is missing; run `ocr topics create`".formatted(topic)));
    }
    return partitions.stream().map(info -> new TopicPartition(info.topic(), info.partition()));
  }

  @Override
  public void close() {
    consumer.close();
  }
}
