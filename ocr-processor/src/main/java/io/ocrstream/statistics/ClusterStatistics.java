/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.statistics;

import io.ocrstream.contracts.Json;
import io.ocrstream.contracts.KafkaNames;
import io.ocrstream.contracts.Statistics;
import io.ocrstream.contracts.Topic;
import io.ocrstream.kafka.FollowerThread;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows {@code ocr.stats} and holds its latest record. It reads committed records without a
 * consumer group.
 *
 * <p><b>Threading:</b> its own thread follows; any thread reads. <b>Bounds:</b> one record.
 * <b>Fails:</b> retries after {@link #RETRY} if a broker rejects it or is unavailable; the last
 * record stays.
 */
public final class ClusterStatistics implements AutoCloseable {
  /** Delay after a failure, or while the topic does not exist. */
  static final Duration RETRY = Duration.ofSeconds(5);

  /** Number of offsets that are read back at the start: a few minutes, including commit markers. */
  static final int LOOK_BACK = 100;

  private static final Logger LOG = LoggerFactory.getLogger(ClusterStatistics.class);
  private static final Duration POLL = Duration.ofSeconds(1);

  private final TopicPartition partition;
  private final FollowerThread follower;
  private volatile State state = State.STARTING;
  private volatile @Nullable Statistics latest;

  /** Tells how well the topic is followed. */
  public enum State {
    /** Nothing was read yet. */
    STARTING,
    /** The topic does not exist: the cluster runs an older version. */
    MISSING,
    /** The topic has no record: no processor with statistics has run. */
    EMPTY,
    /** The latest record is known. */
    FOLLOWING,
    /** The broker rejects the reader or is unavailable. */
    FAILING
  }

  private ClusterStatistics(KafkaNames names, Map<String, Object> client) {
    partition = new TopicPartition(names.of(Topic.STATS), 0);
    follower =
        new FollowerThread(
            client, Map.of("client.id", "ocr-statistics", "auto.offset.reset", "earliest"), RETRY);
  }

  /** Starts to follow an installation's topic with this client configuration. */
  public static ClusterStatistics follow(KafkaNames names, Map<String, Object> client) {
    ClusterStatistics statistics = new ClusterStatistics(names, client);
    statistics.follower.start("statistics", statistics::read, statistics::failed);
    return statistics;
  }

  /** Returns the state of the follower. */
  public State state() {
    return state;
  }

  /** Returns the latest statistics; empty if there are none. */
  public Optional<Statistics> latest() {
    return Optional.ofNullable(latest);
  }

  private void read(KafkaConsumer<byte[], byte[]> consumer) {
    if (consumer.partitionsFor(partition.topic()).isEmpty()) {
      state = State.MISSING;
    } else {
      follow(consumer);
    }
  }

  private void failed(KafkaException failure) {
    LOG.warn("The cluster's statistics cannot be read: {}", failure.getClass().getName());
    state = State.FAILING;
  }

  private void follow(KafkaConsumer<byte[], byte[]> consumer) {
    List<TopicPartition> one = List.of(partition);
    consumer.assign(one);
    long first = consumer.beginningOffsets(one).getOrDefault(partition, 0L);
    long end = consumer.endOffsets(one).getOrDefault(partition, 0L);
    consumer.seek(partition, Math.max(first, end - LOOK_BACK));
    boolean whole = end - LOOK_BACK <= first;
    while (!follower.isClosed()) {
      consumer.poll(POLL).forEach(this::take);
      if (consumer.position(partition) >= end) {
        state = latest == null ? State.EMPTY : State.FOLLOWING;
        if (latest == null && !whole) {
          // The last offsets are only markers, so the record is further back.
          consumer.seekToBeginning(one);
          whole = true;
        }
      }
    }
  }

  /** Reads a record; one that another program wrote is skipped. */
  private void take(ConsumerRecord<byte[], byte[]> record) {
    byte[] value = record.value();
    if (value == null) {
      return;
    }
    try {
      latest = Json.read(value, Statistics.class);
    } catch (Json.Unreadable e) {
      LOG.warn("A record of {} cannot be read: {}", record.topic(), e.getMessage());
    }
  }

  @Override
  public void close() {
    follower.close();
  }
}
