/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.worker.task;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.AcknowledgeType;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockShareConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicIdPartition;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.InvalidRecordStateException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;

/**
 * A share consumer with explicit acknowledgement, whose broker is the test. Kafka's own mock
 * ignores acknowledgements. This one follows their rules: a record is acknowledged once between
 * polls, and renewed records are polled again.
 */
final class FakeShareConsumer extends MockShareConsumer<byte[], byte[]> {
  /** An acknowledgement that the broker received. */
  record Told(long offset, AcknowledgeType type) {}

  private final BlockingQueue<ConsumerRecord<byte[], byte[]>> deliveries =
      new LinkedBlockingQueue<>();
  private final List<Told> told = new CopyOnWriteArrayList<>();
  private final int lockMs;
  private @Nullable ConsumerRecord<byte[], byte[]> polled;
  private @Nullable AcknowledgeType acknowledged;

  volatile Duration longestPoll = Duration.ZERO;
  volatile boolean locksAreLost;
  volatile boolean renewedAreKept;
  volatile @Nullable KafkaException nextPoll;
  volatile @Nullable KafkaException nextCommit;
  volatile boolean closed;

  FakeShareConsumer(Duration lock) {
    lockMs = (int) lock.toMillis();
  }

  void deliver(ConsumerRecord<byte[], byte[]> record) {
    deliveries.add(record);
  }

  /** Returns all committed acknowledgements in order. */
  List<Told> told() {
    return told;
  }

  @Override
  public synchronized ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
    longestPoll = timeout.compareTo(longestPoll) > 0 ? timeout : longestPoll;
    KafkaException failure = nextPoll;
    nextPoll = null;
    if (failure != null) {
      throw failure;
    }
    if (polled != null) {
      throw new IllegalStateException("a record was not acknowledged before the next poll");
    }
    try {
      polled = deliveries.poll(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new WakeupException();
    }
    return records(polled);
  }

  private static ConsumerRecords<byte[], byte[]> records(
      @Nullable ConsumerRecord<byte[], byte[]> record) {
    return record == null
        ? new ConsumerRecords<>(Map.of(), Map.of())
        : new ConsumerRecords<>(
            Map.of(new TopicPartition(record.topic(), record.partition()), List.of(record)),
            Map.of());
  }

  @Override
  public synchronized void acknowledge(
      ConsumerRecord<byte[], byte[]> record, AcknowledgeType type) {
    if (polled != record || acknowledged != null) {
      throw new IllegalStateException("the record is not there to be acknowledged");
    }
    acknowledged = type;
  }

  @Override
  public synchronized Map<TopicIdPartition, Optional<KafkaException>> commitSync() {
    KafkaException failure = nextCommit;
    nextCommit = null;
    if (failure != null) {
      polled = null;
      acknowledged = null;
      throw failure;
    }
    ConsumerRecord<byte[], byte[]> record = polled;
    AcknowledgeType type = acknowledged;
    if (record == null || type == null) {
      return Map.of();
    }
    polled = null;
    acknowledged = null;
    TopicIdPartition partition =
        new TopicIdPartition(Uuid.ONE_UUID, record.partition(), record.topic());
    return locksAreLost ? refused(partition) : committed(partition, record, type);
  }

  private static Map<TopicIdPartition, Optional<KafkaException>> refused(
      TopicIdPartition partition) {
    return Map.of(partition, Optional.of(new InvalidRecordStateException("the lock is gone")));
  }

  private Map<TopicIdPartition, Optional<KafkaException>> committed(
      TopicIdPartition partition, ConsumerRecord<byte[], byte[]> record, AcknowledgeType type) {
    told.add(new Told(record.offset(), type));
    if (type == AcknowledgeType.RENEW && !renewedAreKept) {
      deliveries.add(record);
    }
    Map<TopicIdPartition, Optional<KafkaException>> results = new HashMap<>();
    results.put(partition, Optional.empty());
    return results;
  }

  @Override
  public Optional<Integer> acquisitionLockTimeoutMs() {
    return Optional.of(lockMs);
  }

  @Override
  public synchronized void close() {
    closed = true;
  }
}
