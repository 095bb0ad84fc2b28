/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.statistics;

import io.ocrstream.contracts.Json;
import io.ocrstream.contracts.KafkaNames;
import io.ocrstream.contracts.Statistics;
import io.ocrstream.contracts.Topic;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows {@code ocr.stats} as a reader of committed records without a group, and knows the latest.
 *
 * <p><b>Threading:</b> a thread of its own follows, any reads. <b>Bounds:</b> one record.
 * <b>Fails:</b> a broker that refuses or is gone is tried again after {@link #RETRY}; what was
 * known last is kept.
 */
public final class ClusterStatistics implements AutoCloseable {
  /** Wait after a failure, or where there is no topic. */
  static final Duration RETRY = Duration.ofSeconds(5);

  /** Offsets that are looked back at first: of a few minutes, commit markers among them. */
  static final int LOOK_BACK = 100;

  private static final Logger LOG = LoggerFactory.getLogger(ClusterStatistics.class);
  private static final Duration POLL = Duration.ofSeconds(1);
  private static final Duration CLOSE = Duration.ofSeconds(5);

  private final TopicPartition partition;
  private final Map<String, Object> config;
  private final Thread thread = new Thread(this::run, "statistics");
  private final CountDownLatch closing = new CountDownLatch(1);
  private volatile @Nullable KafkaConsumer<byte[], byte[]> reading;
  private volatile boolean closed;
  private volatile State state = State.STARTING;
  private volatile @Nullable Statistics latest;

  /** How it goes. */
  public enum State {
    /** Not yet there. */
    STARTING,
    /** There is no such topic: the cluster is of an older version. */
    MISSING,
    /** Nothing stands there: no processor that counts has run. */
    EMPTY,
    /** The latest is known as it comes. */
    FOLLOWING,
    /** The broker does not let it read, or is gone. */
    FAILING
  }

  private ClusterStatistics(KafkaNames names, Map<String, Object> client) {
    partition = new TopicPartition(names.of(Topic.STATS), 0);
    config = new HashMap<>(client);
    config.putAll(
        Map.of(
            "client.id", "ocr-statistics",
            "isolation.level", "read_committed",
            "enable.auto.commit", "false",
            "auto.offset.reset", "earliest",
            "allow.auto.create.topics", "false"));
    config.remove("group.id");
  }

  /** Starts to follow an installation, as a client of that configuration. */
  public static ClusterStatistics follow(KafkaNames names, Map<String, Object> client) {
    ClusterStatistics statistics = new ClusterStatistics(names, client);
    statistics.thread.setDaemon(true);
    statistics.thread.start();
    return statistics;
  }

  /** How it goes. */
  public State state() {
    return state;
  }

  /** The latest; empty until there is one. */
  public Optional<Statistics> latest() {
    return Optional.ofNullable(latest);
  }

  private void run() {
    while (!closed) {
      try (var consumer =
          new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
        reading = consumer;
        if (consumer.partitionsFor(partition.topic()).isEmpty()) {
          state = State.MISSING;
        } else {
          follow(consumer);
        }
      } catch (WakeupException e) {
        // Closed: there is no other reason to be woken.
        return;
      } catch (KafkaException e) {
        LOG.warn("The cluster's statistics cannot be read: {}", e.getClass().getName());
        state = State.FAILING;
      }
      if (!closed && !slept()) {
        return;
      }
    }
  }

  private void follow(KafkaConsumer<byte[], byte[]> consumer) {
    List<TopicPartition> one = List.of(partition);
    consumer.assign(one);
    long first = consumer.beginningOffsets(one).getOrDefault(partition, 0L);
    long end = consumer.endOffsets(one).getOrDefault(partition, 0L);
    consumer.seek(partition, Math.max(first, end - LOOK_BACK));
    boolean whole = end - LOOK_BACK <= first;
    while (!closed) {
      consumer.poll(POLL).forEach(this::take);
      if (consumer.position(partition) >= end) {
        state = latest == null ? State.EMPTY : State.FOLLOWING;
        if (latest == null && !whole) {
          // Nothing but markers so late: what there is stands further up.
          consumer.seekToBeginning(one);
          whole = true;
        }
      }
    }
  }

  /** A record that another writer put there is none to tell of. */
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

  /* False once closed. */
  private boolean slept() {
    try {
      return !closing.await(RETRY.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @Override
  public void close() {
    closed = true;
    closing.countDown();
    KafkaConsumer<byte[], byte[]> open = reading;
    if (open != null) {
      // Not an interrupt: closing a consumer whose thread is interrupted fails, and says so at
      // length.
      open.wakeup();
    }
    try {
      thread.join(CLOSE.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
