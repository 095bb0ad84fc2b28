/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.loadtest.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.ocrstream.contracts.Topic;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Publishes events.
 *
 * <p><b>Threading:</b> any.
 */
final class EventSource implements AutoCloseable {
  private final KafkaProducer<byte[], byte[]> producer;
  private final List<Future<?>> handedOver = new ArrayList<>();

  EventSource(Map<String, Object> clients, int lingerMs) {
    Map<String, Object> config = new HashMap<>(clients);
    config.putAll(Map.of("acks", "all", "linger.ms", lingerMs));
    producer = new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
  }

  /** Sends an event. */
  synchronized void publish(String documentId, byte[] event) {
    handedOver.add(
        producer.send(
            new ProducerRecord<>(Topic.DOCUMENTS.topicName(), documentId.getBytes(UTF_8), event)));
  }

  /** Waits until the broker has acknowledged all events. */
  synchronized void await() throws InterruptedException, ExecutionException {
    for (Future<?> event : handedOver) {
      event.get();
    }
    handedOver.clear();
  }

  @Override
  public void close() {
    producer.close();
  }
}
