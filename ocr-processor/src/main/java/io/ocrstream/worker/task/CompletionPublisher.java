/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.worker.task;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.ocrstream.contracts.KafkaNames;
import io.ocrstream.contracts.Topic;
import io.ocrstream.contracts.TraceParent;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Publishes completions and returns when they are durable.
 *
 * <p><b>Threading:</b> any; all slots share one producer.
 */
public final class CompletionPublisher implements AutoCloseable {
  private static final int MAX_REQUEST_BYTES = Topic.MAX_RECORD_BYTES + Topic.BATCH_OVERHEAD_BYTES;
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

  private final Producer<byte[], byte[]> producer;
  private final KafkaNames names;

  /** Creates a publisher with its own producer. */
  public CompletionPublisher(KafkaNames names, Map<String, Object> client) {
    this.names = names;
    Map<String, Object> config = new HashMap<>(client);
    config.put(ProducerConfig.ACKS_CONFIG, "all");
    config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    config.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "zstd");
    config.put(ProducerConfig.LINGER_MS_CONFIG, 0);
    config.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, MAX_REQUEST_BYTES);
    producer = new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
  }

  /** Creates a publisher with {@code producer}, which is closed with it. */
  CompletionPublisher(Producer<byte[], byte[]> producer) {
    this.producer = producer;
    this.names = KafkaNames.PLAIN;
  }

  /**
   * Publishes a completion and waits until all in-sync replicas have it.
   *
   * @param traceparent the trace of the task; null if it has none
   * @throws ExecutionException if the record is not acknowledged within the producer's delivery
   *     timeout
   */
  void publish(Topic topic, byte[] key, byte[] completion, @Nullable String traceparent)
      throws InterruptedException, ExecutionException {
    ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(names.of(topic), key, completion);
    if (traceparent != null) {
      record.headers().add(TraceParent.HEADER, traceparent.getBytes(US_ASCII));
    }
    var unused = producer.send(record).get();
  }

  @Override
  public void close() {
    producer.close(CLOSE_TIMEOUT);
  }
}
