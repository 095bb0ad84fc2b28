/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.ops.web;

import io.ocrstream.contracts.Failure;
import io.ocrstream.contracts.Json;
import io.ocrstream.contracts.KafkaNames;
import io.ocrstream.contracts.Result;
import io.ocrstream.contracts.Topic;
import io.ocrstream.kafka.FollowerThread;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the answer topics and fills an {@link AnswerLog}. It reads committed records without a
 * consumer group, so it shows the answers of the whole cluster and does not involve the stream
 * threads.
 *
 * <p>The feed is for display, not for counting: when it falls behind, it skips records, so that a
 * busy cluster costs it no more than a quiet one.
 *
 * <p><b>Threading:</b> its own thread; {@link #close} from any thread. <b>Bounds:</b> fetches
 * {@link #MAX_FETCH_BYTES} at once, and waits {@link #PAUSE} after it skipped records.
 * <b>Fails:</b> retries after {@link #RETRY} if a broker rejects it or is unavailable; {@link
 * #state} shows this meanwhile.
 */
final class AnswerFeed implements AutoCloseable {
  /** Records of a partition that are read again, at the start and after records were skipped. */
  static final int LOOK_BACK = 50;

  /** Maximum lag of a partition, in records, before records are skipped. */
  static final int MAX_BEHIND = 500;

  /** Maximum bytes of a fetch, unless a single record is larger. */
  static final int MAX_FETCH_BYTES = 4 << 20;

  /** Delay after records were skipped. */
  static final Duration PAUSE = Duration.ofSeconds(1);

  /** Delay after a failure. */
  static final Duration RETRY = Duration.ofSeconds(10);

  private static final Logger LOG = LoggerFactory.getLogger(AnswerFeed.class);
  private static final Duration POLL = Duration.ofMillis(250);

  private final FollowerThread follower;
  private final KafkaNames names;
  private final AnswerLog log;
  private final boolean texts;

  /** Offset of the last record that was read, so that none is listed twice; one thread. */
  private final Map<TopicPartition, Long> last = new HashMap<>();

  private volatile State state = State.STARTING;

  /** Tells how well the feed follows the topics. */
  enum State {
    /** The feed has not read yet. */
    STARTING,
    /** The feed reads every answer. */
    FOLLOWING,
    /** The feed skips some answers, because there are too many. */
    SAMPLING,
    /** The broker rejects the feed or is unavailable. */
    FAILING
  }

  private AnswerFeed(Map<String, Object> client, KafkaNames names, AnswerLog log, boolean texts) {
    this.names = names;
    this.follower =
        new FollowerThread(
            client,
            Map.of(
                "client.id",
                "ocr-page",
                "auto.offset.reset",
                "latest",
                "max.partition.fetch.bytes",
                MAX_FETCH_BYTES / 4,
                "fetch.max.bytes",
                MAX_FETCH_BYTES),
            RETRY);
    this.log = log;
    this.texts = texts;
  }

  /**
   * Starts the feed.
   *
   * @param client configuration of every Kafka client
   * @param names topic names of the installation
   * @param texts whether the texts of results are kept
   */
  static AnswerFeed start(
      Map<String, Object> client, KafkaNames names, AnswerLog log, boolean texts) {
    AnswerFeed feed = new AnswerFeed(client, names, log, texts);
    feed.follower.start("page-answers", feed::follow, feed::failed);
    return feed;
  }

  State state() {
    return state;
  }

  private void failed(KafkaException failure) {
    LOG.warn("The web page cannot read answers: {}", failure.getClass().getName());
    state = State.FAILING;
  }

  private void follow(KafkaConsumer<byte[], byte[]> consumer) {
    List<TopicPartition> partitions =
        Stream.of(Topic.RESULTS, Topic.FAILURES)
            .flatMap(topic -> consumer.partitionsFor(names.of(topic)).stream())
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
    consumer.assign(partitions);
    toTheLatest(consumer, partitions);
    state = State.FOLLOWING;
    while (!follower.isClosed()) {
      consumer.poll(POLL).forEach(this::take);
      List<TopicPartition> behind =
          partitions.stream().filter(p -> consumer.currentLag(p).orElse(0) > MAX_BEHIND).toList();
      state = behind.isEmpty() ? State.FOLLOWING : State.SAMPLING;
      toTheLatest(consumer, behind);
      if (!behind.isEmpty() && !follower.slept(PAUSE)) {
        return;
      }
    }
  }

  private void toTheLatest(
      KafkaConsumer<byte[], byte[]> consumer, List<TopicPartition> partitions) {
    Map<TopicPartition, Long> first = consumer.beginningOffsets(partitions);
    consumer
        .endOffsets(partitions)
        .forEach(
            (partition, end) -> {
              // A topic that was created again starts its offsets anew.
              last.computeIfPresent(partition, (p, offset) -> offset < end ? offset : null);
              long start = Math.max(first.getOrDefault(partition, 0L), end - LOOK_BACK);
              consumer.seek(partition, Math.max(start, last.getOrDefault(partition, -1L) + 1));
            });
  }

  /** Adds the row of a record; a record that another program wrote has none. */
  private void take(ConsumerRecord<byte[], byte[]> record) {
    last.put(new TopicPartition(record.topic(), record.partition()), record.offset());
    try {
      byte[] value = record.value();
      if (record.topic().equals(names.of(Topic.FAILURES))) {
        log.add(RowMaker.of(Json.read(value, Failure.class)), null);
      } else {
        Result result = Json.read(value, Result.class);
        log.add(
            RowMaker.of(result, new AnswerPosition(record.partition(), record.offset()), texts),
            texts ? Json.write(RowMaker.withoutCredentials(result)) : null);
      }
    } catch (Json.Unreadable e) {
      LOG.warn("The web page skipped a record that is not an answer: {}", e.getMessage());
    }
  }

  @Override
  public void close() {
    follower.close();
  }
}
