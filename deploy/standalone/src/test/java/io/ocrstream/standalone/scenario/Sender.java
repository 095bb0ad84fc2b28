/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.standalone.scenario;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * A sender that writes anything that a broker accepts to {@code ocr.documents}.
 *
 * <p><b>Threading:</b> one thread.
 */
final class Sender implements AutoCloseable {
  private static final int MAX_REQUEST_BYTES = 512 << 20;

  private final String topic;
  private final Producer<byte[], byte[]> producer;

  Sender(TestCluster cluster, String compression) {
    this(
        cluster.kafka().bootstrapServers(),
        cluster.prefix(),
        Map.of("compression.type", compression));
  }

  /** Creates a sender with further producer properties. */
  Sender(String bootstrapServers, String prefix, Map<String, Object> more) {
    this.topic = prefix + "ocr.documents";
    Map<String, Object> config = new HashMap<>(more);
    config.put("bootstrap.servers", bootstrapServers);
    config.put("max.request.size", MAX_REQUEST_BYTES);
    config.put("buffer.memory", MAX_REQUEST_BYTES);
    producer = new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
  }

  Producer<byte[], byte[]> producer() {
    return producer;
  }

  /** Sends a record with the current time as its timestamp. */
  Future<RecordMetadata> send(
      int partition, byte @Nullable [] key, byte @Nullable [] value, Header... headers) {
    return send(partition, System.currentTimeMillis(), key, value, headers);
  }

  /** Sends a record. {@code timestamp} may be negative. */
  Future<RecordMetadata> send(
      int partition,
      long timestamp,
      byte @Nullable [] key,
      byte @Nullable [] value,
      Header... headers) {
    return producer.send(
        new ProducerRecord<>(topic, partition, null, key, value, List.of(headers)) {
          @Override
          public Long timestamp() {
            return timestamp;
          }
        });
  }

  /** Sends an event that the processor itself answers with {@code INVALID_EVENT}. */
  String marker(int partition, String id) throws Exception {
    byte[] event = "{\"event_id\":\"%s\",\"uri\":\"no uri\"}".formatted(id).getBytes(UTF_8);
    var unused = send(partition, null, event).get();
    return id;
  }

  @Override
  public void close() {
    producer.close();
  }
}
