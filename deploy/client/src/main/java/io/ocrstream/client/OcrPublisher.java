/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.ocrstream.contracts.Json;
import io.ocrstream.contracts.KafkaNames;
import io.ocrstream.contracts.Topic;
import io.ocrstream.contracts.UploadEvent;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Publishes upload events, keyed by document id. The answers are for others.
 *
 * <p><b>Threading:</b> any. <b>Bounds:</b> the producer's buffer ({@code buffer.memory}); a call
 * blocks for at most {@code max.block.ms} while it is full.
 */
public final class OcrPublisher implements AutoCloseable {
  /** Batch size per partition in bytes: some hundred events. */
  private static final int BATCH_BYTES = 128 * 1024;

  private final Producer<byte[], byte[]> producer;
  private final String documents;

  /**
   * Creates a publisher.
   *
   * @param names topic names of the installation
   * @param kafka client configuration of the cluster, with {@code bootstrap.servers}
   */
  public OcrPublisher(KafkaNames names, Map<String, ?> kafka) {
    this(
        names,
        new KafkaProducer<>(config(kafka), new ByteArraySerializer(), new ByteArraySerializer()));
  }

  OcrPublisher(KafkaNames names, Producer<byte[], byte[]> producer) {
    this.documents = names.of(Topic.DOCUMENTS);
    this.producer = producer;
  }

  private static Map<String, Object> config(Map<String, ?> kafka) {
    Map<String, Object> config = new HashMap<>(kafka);
    config.putAll(
        Map.of(
            "acks", "all",
            "enable.idempotence", "true",
            "linger.ms", "10",
            "batch.size", BATCH_BYTES));
    return config;
  }

  /**
   * Publishes an event. The stage completes when the brokers have acknowledged it, or with a {@link
   * KafkaException}.
   *
   * @return the event
   */
  public CompletionStage<UploadEvent> publish(UploadEvent event) {
    CompletableFuture<UploadEvent> acknowledged = new CompletableFuture<>();
    byte[] key = event.documentId().getBytes(UTF_8);
    try {
      var unused =
          producer.send(
              new ProducerRecord<>(documents, key, Json.write(event)),
              (metadata, failure) -> {
                if (failure == null) {
                  acknowledged.complete(event);
                } else {
                  acknowledged.completeExceptionally(failure);
                }
              });
    } catch (KafkaException | IllegalStateException e) {
      // The second one: the producer is closed.
      acknowledged.completeExceptionally(e);
    }
    return acknowledged;
  }

  /**
   * Waits until the brokers have acknowledged an event.
   *
   * @throws IOException if they did not
   */
  public static void await(CompletionStage<?> published) throws IOException, InterruptedException {
    try {
      published.toCompletableFuture().get();
    } catch (ExecutionException e) {
      throw new IOException("An event could not be published", e.getCause());
    }
  }

  /** Waits until every event is acknowledged or has failed. */
  @Override
  public void close() {
    producer.close();
  }
}
