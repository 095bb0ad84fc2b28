/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.kafka;

import io.ocrstream.config.Settings;
import io.ocrstream.contracts.Topic;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads the current content of a topic without a consumer group. Nothing is stored on the brokers.
 *
 * <p><b>Threading:</b> one thread, which blocks. <b>Bounds:</b> {@link #PATIENCE} without progress;
 * the records of one poll in memory.
 */
public final class CommittedTopic {
  /** Maximum time without progress. */
  static final Duration PATIENCE = Duration.ofSeconds(30);

  private static final Duration POLL = Duration.ofMillis(500);

  private CommittedTopic() {}

  /** Receives each record. */
  public interface Sink {
    void take(ConsumerRecord<byte[], byte[]> record) throws IOException;
  }

  /**
   * Reads the committed records of {@code topic} from {@code since} to the end at the time of the
   * call.
   *
   * @throws IOException if the brokers do not answer, or {@code sink} fails
   */
  public static void read(Settings.Kafka kafka, Topic topic, Instant since, Sink sink)
      throws IOException {
    try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(config(kafka))) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(KafkaClients.names(kafka).of(topic), PATIENCE).stream()
              .map(info -> new TopicPartition(info.topic(), info.partition()))
              .toList();
      consumer.assign(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions, PATIENCE);
      seek(consumer, ends, since);
      drain(consumer, ends, sink);
    } catch (KafkaException e) {
      // The message names brokers and topics, but no credentials.
      throw new IOException("Kafka does not answer: " + e.getMessage(), e);
    }
  }

  private static Map<String, Object> config(Settings.Kafka kafka) {
    Map<String, Object> config = KafkaClients.config(kafka);
    config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    config.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
    config.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
    return config;
  }

  private static void seek(
      KafkaConsumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends, Instant since) {
    Map<TopicPartition, Long> times = new HashMap<>();
    ends.keySet().forEach(partition -> times.put(partition, since.toEpochMilli()));
    consumer
        .offsetsForTimes(times, PATIENCE)
        .forEach(
            (partition, from) ->
                // The value is null if no record is that recent.
                consumer.seek(
                    partition, from == null ? ends.getOrDefault(partition, 0L) : from.offset()));
  }

  private static void drain(
      KafkaConsumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends, Sink sink)
      throws IOException {
    long last = System.nanoTime();
    long position = -1;
    while (ends.entrySet().stream().anyMatch(e -> consumer.position(e.getKey()) < e.getValue())) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        sink.take(record);
      }
      long now = ends.keySet().stream().mapToLong(consumer::position).sum();
      if (now != position) {
        position = now;
        last = System.nanoTime();
      } else if (System.nanoTime() - last > PATIENCE.toNanos()) {
        throw new IOException("Kafka gives nothing: a transaction may be open");
      }
    }
  }
}
