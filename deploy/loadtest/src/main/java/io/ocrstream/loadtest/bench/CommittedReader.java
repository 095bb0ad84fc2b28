/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.loadtest.bench;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads the records of a topic that become visible from now on to a reader of committed records.
 *
 * <p><b>Threading:</b> one thread.
 */
final class CommittedReader implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(50);

  private final KafkaConsumer<byte[], byte[]> consumer;

  CommittedReader(Map<String, Object> clients, String topic) {
    Map<String, Object> config = new HashMap<>(clients);
    config.putAll(
        Map.of(
            "isolation.level", "read_committed",
            "enable.auto.commit", "false",
            "auto.offset.reset", "none",
            "max.poll.records", "10000"));
    consumer =
        new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    List<TopicPartition> partitions =
        consumer.partitionsFor(topic).stream()
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToEnd(partitions);
    // A seek is lazy: asking for the position fixes it.
    partitions.forEach(consumer::position);
  }

  /**
   * Holds when records became visible, as {@link System#nanoTime}.
   *
   * @param first time of the first records
   * @param firstCount number of the first records
   * @param last time of the last record
   */
  record Seen(long first, int firstCount, long last) {
    /** Returns the rate per second of {@code count} records after the first ones. */
    double perSecond(int count) {
      if (count <= firstCount) {
        throw new IllegalStateException("all results came at once: too few events to measure");
      }
      return (count - firstCount) * 1e9 / (last - first);
    }
  }

  /**
   * Reads {@code count} records.
   *
   * @param each receives each record
   * @throws IllegalStateException if they do not arrive within {@code patience}
   */
  Seen read(int count, Duration patience, Consumer<ConsumerRecord<byte[], byte[]>> each) {
    long deadline = System.nanoTime() + patience.toNanos();
    long first = 0;
    int firstCount = 0;
    int seen = 0;
    while (seen < count) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException(
            "only %d of %d results arrived within %s".formatted(seen, count, patience));
      }
      var records = consumer.poll(POLL);
      if (!records.isEmpty() && seen == 0) {
        first = System.nanoTime();
        firstCount = records.count();
      }
      seen += records.count();
      records.forEach(each);
    }
    return new Seen(first, firstCount, System.nanoTime());
  }

  @Override
  public void close() {
    consumer.close();
  }
}
