/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.submit;

import io.ocrstream.contracts.Failure;
import io.ocrstream.contracts.Json;
import io.ocrstream.contracts.KafkaNames;
import io.ocrstream.contracts.RawJson;
import io.ocrstream.contracts.Result;
import io.ocrstream.contracts.Topic;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
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
 * Reads the answers that become visible after its creation, with isolation level {@code
 * read_committed}.
 *
 * <p><b>Threading:</b> one thread. <b>Fails:</b> throws for a record that is not an answer, because
 * that is a defect of the processor.
 */
public final class AnswerCollector implements AutoCloseable {
  private final Consumer<byte[], byte[]> consumer;
  private final String failures;
  private final LastParsedPayload payloads = new LastParsedPayload();

  /**
   * Starts at the end of both topics.
   *
   * @param names topic names of the installation
   * @param clients client configuration of the cluster
   * @throws UncheckedIOException if the cluster lacks one of the topics
   */
  public AnswerCollector(KafkaNames names, Map<String, Object> clients) {
    failures = names.of(Topic.FAILURES);
    Map<String, Object> config = new HashMap<>(clients);
    config.putAll(
        Map.of(
            "isolation.level", "read_committed",
            "enable.auto.commit", "false",
            "auto.offset.reset", "none"));
    consumer =
        new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    List<TopicPartition> partitions;
    try {
      partitions =
          Stream.of(Topic.RESULTS, Topic.FAILURES)
              .flatMap(topic -> partitions(names.of(topic)))
              .toList();
    } catch (UncheckedIOException e) {
      consumer.close();
      throw e;
    }
    consumer.assign(partitions);
    consumer.seekToEnd(partitions);
    // A seek is lazy: asking for the position fixes it before the first event is published.
    partitions.forEach(consumer::position);
  }

  private Stream<TopicPartition> partitions(String topic) {
    List<PartitionInfo> partitions = consumer.partitionsFor(topic);
    // With only one of the two topics, answers would be missed.
    if (partitions.isEmpty()) {
      throw new UncheckedIOException(
          new IOException("the topic %s is missing; run `ocr topics create`".formatted(topic)));
    }
    return partitions.stream().map(info -> new TopicPartition(info.topic(), info.partition()));
  }

  /**
   * Returns the next answers in order of arrival; empty if none arrives within {@code patience}.
   */
  public List<ReceivedAnswer> poll(Duration patience) {
    List<ReceivedAnswer> answers = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> record : consumer.poll(patience)) {
      answers.add(read(record));
    }
    return answers;
  }

  private ReceivedAnswer read(ConsumerRecord<byte[], byte[]> record) {
    byte[] json = record.value();
    if (record.topic().equals(failures)) {
      return new ReceivedAnswer.Failed(RawJson.of(json), Json.readOwn(json, Failure.class));
    }
    Result result = Json.readOwn(json, Result.class);
    return new ReceivedAnswer.Read(RawJson.of(json), result, payloads.read(result.result()));
  }

  @Override
  public void close() {
    consumer.close();
  }
}
