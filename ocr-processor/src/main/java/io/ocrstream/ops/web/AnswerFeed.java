/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.ops.web;

import io.ocrstream.contracts.Failure;
import io.ocrstream.contracts.Json;
import io.ocrstream.contracts.KafkaNames;
import io.ocrstream.contracts.Result;
import io.ocrstream.contracts.Topic;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
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
 * Follows the topics of answers into an {@link AnswerLog}, as a reader of committed records,
 * without a group: what is shown is the whole cluster's, and nothing is asked of the stream's
 * threads.
 *
 * <p>It is for looking at, not for counting: where it falls behind, it leaves out what it cannot
 * show in time, so that it costs a busy cluster no more than a quiet one.
 *
 * <p><b>Threading:</b> a thread of its own; {@link #close} from any. <b>Bounds:</b> fetches {@link
 * #MAX_FETCH_BYTES} at once, and after leaving something out waits {@link #PAUSE}. <b>Fails:</b> a
 * broker that refuses or is gone is tried again after {@link #RETRY}; meanwhile {@link #state} says
 * so.
 */
final class AnswerFeed implements AutoCloseable {
  /** Records of a partition that are looked back at, at the start and after leaving some out. */
  static final int LOOK_BACK = 50;

  /** Records of a partition by which it may be behind before it leaves some out. */
  static final int MAX_BEHIND = 500;

  /** Most bytes of a fetch, unless a single record is larger. */
  static final int MAX_FETCH_BYTES = 4 << 20;

  /** Wait after leaving something out. */
  static final Duration PAUSE = Duration.ofSeconds(1);

  /** Wait after a failure. */
  static final Duration RETRY = Duration.ofSeconds(10);

  private static final Logger LOG = LoggerFactory.getLogger(AnswerFeed.class);
  private static final Duration POLL = Duration.ofMillis(250);
  private static final Duration CLOSE = Duration.ofSeconds(5);

  private final Map<String, Object> config;
  private final KafkaNames names;
  private final AnswerLog log;
  private final boolean texts;
  private final Thread thread = new Thread(this::run, "page-answers");
  private final CountDownLatch closing = new CountDownLatch(1);
  private volatile @Nullable KafkaConsumer<byte[], byte[]> reading;
  private volatile boolean closed;
  private volatile State state = State.STARTING;

  /** How it goes. */
  enum State {
    /** Not yet there. */
    STARTING,
    /** Every answer is taken in. */
    FOLLOWING,
    /** There are too many: some are left out. */
    SAMPLING,
    /** The broker does not let it read, or is gone. */
    FAILING
  }

  private AnswerFeed(Map<String, Object> client, KafkaNames names, AnswerLog log, boolean texts) {
    this.names = names;
    this.config = new HashMap<>(client);
    config.putAll(
        Map.of(
            "client.id", "ocr-page",
            "isolation.level", "read_committed",
            "enable.auto.commit", "false",
            "auto.offset.reset", "latest",
            "allow.auto.create.topics", "false",
            "max.partition.fetch.bytes", MAX_FETCH_BYTES / 4,
            "fetch.max.bytes", MAX_FETCH_BYTES));
    config.remove("group.id");
    this.log = log;
    this.texts = texts;
  }

  /**
   * Starts to follow.
   *
   * @param client what every Kafka client is configured with
   * @param names of the installation
   * @param texts whether the results' texts are kept
   */
  static AnswerFeed start(
      Map<String, Object> client, KafkaNames names, AnswerLog log, boolean texts) {
    AnswerFeed feed = new AnswerFeed(client, names, log, texts);
    feed.thread.setDaemon(true);
    feed.thread.start();
    return feed;
  }

  State state() {
    return state;
  }

  private void run() {
    while (!closed) {
      try (var consumer =
          new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
        follow(consumer);
      } catch (WakeupException e) {
        // Closed: there is no other reason to be woken.
        return;
      } catch (KafkaException e) {
        LOG.warn("The web page cannot read answers: {}", e.getClass().getName());
        state = State.FAILING;
        if (!slept(RETRY)) {
          return;
        }
      }
    }
  }

  private void follow(KafkaConsumer<byte[], byte[]> consumer) {
    reading = consumer;
    List<TopicPartition> partitions =
        Stream.of(Topic.RESULTS, Topic.FAILURES)
            .flatMap(topic -> consumer.partitionsFor(names.of(topic)).stream())
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
    consumer.assign(partitions);
    toTheLatest(consumer, partitions);
    state = State.FOLLOWING;
    while (!closed) {
      consumer.poll(POLL).forEach(this::take);
      List<TopicPartition> behind =
          partitions.stream().filter(p -> consumer.currentLag(p).orElse(0) > MAX_BEHIND).toList();
      state = behind.isEmpty() ? State.FOLLOWING : State.SAMPLING;
      toTheLatest(consumer, behind);
      if (!behind.isEmpty() && !slept(PAUSE)) {
        return;
      }
    }
  }

  private static void toTheLatest(
      KafkaConsumer<byte[], byte[]> consumer, List<TopicPartition> partitions) {
    Map<TopicPartition, Long> first = consumer.beginningOffsets(partitions);
    consumer
        .endOffsets(partitions)
        .forEach(
            (partition, end) ->
                consumer.seek(
                    partition, Math.max(first.getOrDefault(partition, 0L), end - LOOK_BACK)));
  }

  /** A record that another writer put there is none to show. */
  private void take(ConsumerRecord<byte[], byte[]> record) {
    try {
      byte[] value = record.value();
      if (record.topic().equals(names.of(Topic.FAILURES))) {
        log.add(RowMaker.of(Json.read(value, Failure.class)), null);
      } else {
        Result result = Json.read(value, Result.class);
        log.add(
            RowMaker.of(result, texts),
            texts ? Json.write(RowMaker.withoutCredentials(result)) : null);
      }
    } catch (Json.Unreadable e) {
      LOG.warn("The web page met a record that is no answer: {}", e.getMessage());
    }
  }

  /* False once closed. */
  private boolean slept(Duration time) {
    try {
      return !closing.await(time.toMillis(), TimeUnit.MILLISECONDS);
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
