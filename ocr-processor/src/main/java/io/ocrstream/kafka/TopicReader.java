/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.kafka;

import io.ocrstream.config.KafkaConfig;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * Reads the committed records of topics without a consumer group.
 *
 * <p><b>Threading:</b> one thread; blocks. <b>Fails:</b> with a {@link KafkaException} if the
 * cluster does not answer, or makes no progress for {@link #PATIENCE}.
 */
public final class TopicReader implements AutoCloseable {
  /** Maximum time without a record before reading fails. */
  static final Duration PATIENCE = Duration.ofSeconds(30);

  private static final Duration POLL = Duration.ofMillis(200);

  private final KafkaConsumer<byte[], byte[]> consumer;

  public TopicReader(KafkaConfig settings) {
    Map<String, Object> config = new HashMap<>(KafkaClients.config(settings));
    config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
    consumer =
        new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  /**
   * Receives records.
   *
   * @param <X> the exception that ends the reading
   */
  @FunctionalInterface
  public interface Sink<X extends Exception> {
    /** Takes a record; false stops the reading. */
    boolean take(ConsumerRecord<byte[], byte[]> record) throws X;
  }

  /**
   * Reads all records that exist at the time of the call. Records keep their order within a
   * partition only.
   *
   * @param since records with earlier timestamps are skipped; null for all
   */
  public <X extends Exception> void read(String topic, @Nullable Instant since, Sink<X> sink)
      throws X {
    List<TopicPartition> partitions =
        consumer.partitionsFor(topic).stream()
            .map(info -> new TopicPartition(topic, info.partition()))
            .toList();
    consumer.assign(partitions);
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
    seek(partitions, since, ends);
    long progress = System.nanoTime();
    while (ends.entrySet().stream().anyMatch(e -> consumer.position(e.getKey()) < e.getValue())) {
      var polled = consumer.poll(POLL);
      for (ConsumerRecord<byte[], byte[]> record : polled) {
        if (!sink.take(record)) {
          return;
        }
      }
      progress = polled.isEmpty() ? progress : System.nanoTime();
      requireProgress(progress);
    }
  }

  /**
   * Returns what {@code selection} finds in the records that exist at the time of the call, in the
   * order of {@link #read}.
   *
   * @param since records with earlier timestamps are skipped; null for all
   * @param limit maximum number of results; reading ends there
   */
  public <T> List<T> select(
      String topic,
      @Nullable Instant since,
      int limit,
      Function<ConsumerRecord<byte[], byte[]>, Optional<T>> selection) {
    List<T> found = new ArrayList<>();
    read(
        topic,
        since,
        record -> {
          selection.apply(record).ifPresent(found::add);
          return found.size() < limit;
        });
    return found;
  }

  /**
   * Reads records of several topics as they become visible, until {@code sink} stops the reading.
   *
   * @param since records with earlier timestamps are skipped; null for those written from now on
   */
  public <X extends Exception> void follow(
      List<String> topics, @Nullable Instant since, Sink<X> sink) throws X {
    List<TopicPartition> partitions =
        topics.stream()
            .flatMap(topic -> consumer.partitionsFor(topic).stream())
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
    consumer.assign(partitions);
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
    if (since == null) {
      ends.forEach(consumer::seek);
    } else {
      seek(partitions, since, ends);
    }
    while (true) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        if (!sink.take(record)) {
          return;
        }
      }
    }
  }

  private void seek(
      List<TopicPartition> partitions, @Nullable Instant since, Map<TopicPartition, Long> ends) {
    if (since == null) {
      consumer.seekToBeginning(partitions);
      return;
    }
    Map<TopicPartition, Long> times = new HashMap<>();
    partitions.forEach(partition -> times.put(partition, since.toEpochMilli()));
    Map<TopicPartition, OffsetAndTimestamp> found = consumer.offsetsForTimes(times);
    for (TopicPartition partition : partitions) {
      OffsetAndTimestamp first = found.get(partition);
      consumer.seek(partition, first == null ? ends.getOrDefault(partition, 0L) : first.offset());
    }
  }

  /** Returns the record at {@code offset}, or empty if it was deleted or never existed. */
  public Optional<ConsumerRecord<byte[], byte[]>> at(TopicPartition partition, long offset) {
    List<TopicPartition> only = List.of(partition);
    consumer.assign(only);
    long begin = consumer.beginningOffsets(only).getOrDefault(partition, 0L);
    long end = consumer.endOffsets(only).getOrDefault(partition, 0L);
    if (offset < begin || offset >= end) {
      return Optional.empty();
    }
    consumer.seek(partition, offset);
    long began = System.nanoTime();
    while (consumer.position(partition) < end) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        return record.offset() == offset ? Optional.of(record) : Optional.empty();
      }
      requireProgress(began);
    }
    return Optional.empty();
  }

  private static void requireProgress(long since) {
    if (System.nanoTime() - since > PATIENCE.toNanos()) {
      throw new TimeoutException("no records for " + PATIENCE + ", though there are some");
    }
  }

  @Override
  public void close() {
    consumer.close();
  }
}
