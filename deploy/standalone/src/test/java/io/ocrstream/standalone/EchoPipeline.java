/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.standalone;

import static org.awaitility.Awaitility.await;

import io.ocrstream.contracts.ContentHash;
import io.ocrstream.contracts.Failure;
import io.ocrstream.contracts.FailureCode;
import io.ocrstream.contracts.Json;
import io.ocrstream.contracts.OcrOptions;
import io.ocrstream.contracts.Problem;
import io.ocrstream.contracts.RawJson;
import io.ocrstream.contracts.Result;
import io.ocrstream.contracts.Source;
import io.ocrstream.contracts.Timings;
import io.ocrstream.contracts.Topic;
import io.ocrstream.contracts.UploadEvent;
import io.ocrstream.kafka.KafkaClients;
import io.ocrstream.submit.SamplePayload;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Answers events on a real Kafka without reading documents. The end of the URI selects the answer:
 * a document is "read" the first time and then comes from the "cache"; {@code .bad} fails; {@code
 * .lost} is never answered; {@code .twice} is answered twice.
 */
final class EchoPipeline implements Pipeline {
  static final OcrOptions OPTIONS = OcrOptions.text(List.of("eng"));
  final Queue<UploadEvent> events = new ConcurrentLinkedQueue<>();
  final Queue<Map<String, String>> settings = new ConcurrentLinkedQueue<>();

  private final Set<String> read = new HashSet<>();

  @Override
  public AutoCloseable start(Map<String, String> given) throws Exception {
    settings.add(given);
    Map<String, Object> brokers =
        KafkaClients.config(LocalPipeline.settings(Map.of(), given).settings().kafka());
    createTopics(brokers);
    AtomicBoolean closed = new AtomicBoolean();
    ExecutorService thread = Executors.newSingleThreadExecutor();
    var unused = thread.submit(() -> echo(brokers, closed));
    return () -> {
      closed.set(true);
      thread.shutdown();
      thread.awaitTermination(10, TimeUnit.SECONDS);
    };
  }

  private static void createTopics(Map<String, Object> brokers) throws Exception {
    List<NewTopic> topics =
        Arrays.stream(Topic.values())
            .map(topic -> new NewTopic(topic.topicName(), Optional.of(2), Optional.empty()))
            .toList();
    try (Admin admin = Admin.create(brokers)) {
      admin.createTopics(topics).all().get();
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof TopicExistsException)) {
        throw e;
      }
    }
    awaitTopics(brokers);
  }

  /**
   * As the real pipeline does, because a broker knows new topics a moment after it confirms them.
   */
  private static void awaitTopics(Map<String, Object> brokers) throws Exception {
    Set<String> names =
        Arrays.stream(Topic.values()).map(Topic::topicName).collect(Collectors.toSet());
    try (Admin admin = Admin.create(brokers)) {
      await("topics that were created appear")
          .until(() -> admin.listTopics().names().get().containsAll(names));
    }
  }

  private void echo(Map<String, Object> brokers, AtomicBoolean closed) {
    Map<String, Object> config = new HashMap<>(brokers);
    config.putAll(Map.of("group.id", "echo", "auto.offset.reset", "earliest"));
    try (var consumer =
            new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        var producer =
            new KafkaProducer<>(brokers, new ByteArraySerializer(), new ByteArraySerializer())) {
      consumer.subscribe(List.of(Topic.DOCUMENTS.topicName()));
      while (!closed.get()) {
        consumer
            .poll(Duration.ofMillis(50))
            .forEach(record -> answer(Json.readOwn(record.value(), UploadEvent.class), producer));
      }
    }
  }

  private void answer(UploadEvent event, KafkaProducer<byte[], byte[]> producer) {
    events.add(event);
    if (event.uri().endsWith(".lost")) {
      return;
    }
    if (event.uri().endsWith(".bad")) {
      Problem problem = Problem.of(FailureCode.CORRUPT, "The image ends too early.");
      send(producer, Topic.FAILURES, Failure.of(event, null, problem, 1));
      return;
    }
    send(producer, Topic.RESULTS, result(event));
    if (event.uri().endsWith(".twice")) {
      send(producer, Topic.RESULTS, result(event));
    }
  }

  private Result result(UploadEvent event) {
    Source source = read.add(event.uri()) ? Source.OCR : Source.CACHE;
    ContentHash hash =
        event.contentHash() == null ? ContentHash.ofBytes(new byte[0]) : event.contentHash();
    return new Result(
        event.eventId(),
        event.documentId(),
        event.uri(),
        hash,
        source,
        new Timings(1_000, 1_001, 1_042, null, null),
        event.tag(),
        RawJson.of(Json.write(SamplePayload.of("text of " + event.documentId()))));
  }

  private static void send(KafkaProducer<byte[], byte[]> producer, Topic topic, Object answer) {
    var unused = producer.send(new ProducerRecord<>(topic.topicName(), Json.write(answer)));
  }
}
