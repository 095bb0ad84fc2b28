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
 * Reads the answers that become visible from its creation on, as a reader of committed records sees
 * them.
 *
 * <p><b>Threading:</b> one thread. <b>Fails:</b> a record that is no answer is a defect of the
 * processor, and throws.
 */
public final class AnswerCollector implements AutoCloseable {
  private final Consumer<byte[], byte[]> consumer;
  private final String failures;
  private final LastParsedPayload payloads = new LastParsedPayload();

  /**
   * Stands at the end of both topics.
   *
   * @param names of the installation
   * @param clients how any client reaches the cluster
   * @throws UncheckedIOException where the cluster lacks one of them
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
    // The seek is lazy: only asking for the position fixes it before the first event is published.
    partitions.forEach(consumer::position);
  }

  private Stream<TopicPartition> partitions(String topic) {
    List<PartitionInfo> partitions = consumer.partitionsFor(topic);
    // One of the two alone would leave answers unseen.
    if (partitions.isEmpty()) {
      throw new UncheckedIOException(
          new IOException("the topic %s is missing; run `ocr topics create`".formatted(topic)));
    }
    return partitions.stream().map(info -> new TopicPartition(info.topic(), info.partition()));
  }

  /** The next answers, in the order of arrival; none if none comes within {@code patience}. */
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
