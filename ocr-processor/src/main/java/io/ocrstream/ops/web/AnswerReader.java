/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.ops.web;

import io.ocrstream.contracts.FailureCode;
import io.ocrstream.contracts.Json;
import io.ocrstream.contracts.KafkaNames;
import io.ocrstream.contracts.Outcome;
import io.ocrstream.contracts.Problem;
import io.ocrstream.contracts.Result;
import io.ocrstream.contracts.Topic;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads single records of {@code ocr.results}, so that a link to a result works as long as the
 * topic keeps the record, also after a restart.
 *
 * <p><b>Threading:</b> any. <b>Bounds:</b> {@link #MAX_AT_ONCE} records at once, each within {@link
 * #TIMEOUT}.
 */
final class AnswerReader {
  /** Maximum number of parallel reads; a further caller must try again. */
  static final int MAX_AT_ONCE = 2;

  private static final Logger LOG = LoggerFactory.getLogger(AnswerReader.class);
  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  private final Supplier<Consumer<byte[], byte[]>> consumers;
  private final String results;
  private final Semaphore free = new Semaphore(MAX_AT_ONCE);

  /**
   * Creates a reader, which connects for each record.
   *
   * @param client configuration of every Kafka client
   * @param names topic names of the installation
   */
  AnswerReader(Map<String, Object> client, KafkaNames names) {
    this(names, () -> consumer(client));
  }

  /** Creates a reader that uses each of {@code consumers} for one record. */
  AnswerReader(KafkaNames names, Supplier<Consumer<byte[], byte[]>> consumers) {
    this.results = names.of(Topic.RESULTS);
    this.consumers = consumers;
  }

  private static Consumer<byte[], byte[]> consumer(Map<String, Object> client) {
    Map<String, Object> config = new HashMap<>(client);
    config.putAll(
        Map.of(
            "client.id", "ocr-page-link",
            "isolation.level", "read_committed",
            "enable.auto.commit", "false",
            "auto.offset.reset", "none",
            "allow.auto.create.topics", "false",
            "max.poll.records", 1,
            "max.partition.fetch.bytes", AnswerFeed.MAX_FETCH_BYTES / 4,
            "default.api.timeout.ms", (int) TIMEOUT.toMillis(),
            "request.timeout.ms", (int) TIMEOUT.toMillis()));
    config.remove("group.id");
    return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  /**
   * Returns the result at {@code at} without credentials. The problem is {@code NOT_FOUND} if the
   * topic has none there, and {@code FETCH_FAILED} if that is unknown.
   */
  Outcome<byte[]> find(AnswerPosition at) {
    if (!free.tryAcquire()) {
      return Outcome.failed(
          Problem.of(FailureCode.FETCH_FAILED, "Other links are being opened; try again"));
    }
    try (Consumer<byte[], byte[]> consumer = consumers.get()) {
      return find(consumer, at);
    } catch (OffsetOutOfRangeException e) {
      return gone();
    } catch (KafkaException e) {
      LOG.debug("The web page cannot read a result: {}", e.getClass().getName());
      return unknown();
    } finally {
      free.release();
    }
  }

  private Outcome<byte[]> find(Consumer<byte[], byte[]> consumer, AnswerPosition at) {
    TopicPartition partition = new TopicPartition(results, at.partition());
    if (at.partition() >= consumer.partitionsFor(results).size()) {
      return gone();
    }
    List<TopicPartition> only = List.of(partition);
    consumer.assign(only);
    if (at.offset() >= consumer.endOffsets(only).getOrDefault(partition, 0L)) {
      return gone();
    }
    consumer.seek(partition, at.offset());
    for (ConsumerRecord<byte[], byte[]> record : consumer.poll(TIMEOUT)) {
      return record.offset() == at.offset() ? result(record.value()) : gone();
    }
    // Kafka's own marks of transactions are skipped.
    return consumer.position(partition) > at.offset() ? gone() : unknown();
  }

  private static Outcome<byte[]> gone() {
    return Outcome.failed(Problem.of(FailureCode.NOT_FOUND, "Kafka no longer keeps this result"));
  }

  private static Outcome<byte[]> unknown() {
    return Outcome.failed(Problem.of(FailureCode.FETCH_FAILED, "Kafka does not answer; try again"));
  }

  private static Outcome<byte[]> result(byte[] value) {
    try {
      Result result = Json.read(value, Result.class);
      return Outcome.of(Json.write(RowMaker.withoutCredentials(result)));
    } catch (Json.Unreadable e) {
      LOG.debug("A link leads to a record that is not a result: {}", e.getMessage());
      return gone();
    }
  }
}
