/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.standalone.scenario;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Uploads documents and publishes events as another program would: with JSON by hand and a plain
 * producer.
 *
 * <p><b>Threading:</b> one thread.
 */
final class UploadEvents implements AutoCloseable {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final String topic;
  private final Path folder;
  private final Producer<byte[], byte[]> producer;
  private final List<Future<?>> sent = new ArrayList<>();
  private int count;

  /** Publishes to a topic with a client of these properties. */
  UploadEvents(Map<String, Object> client, String topic, Path folder) {
    this.topic = topic;
    this.folder = folder;
    Map<String, Object> config = new HashMap<>(client);
    config.put("acks", "all");
    this.producer =
        new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
  }

  /**
   * Writes a file unless it exists, and returns its URI. Writing it again would be another version
   * of the object, perhaps while it is read.
   */
  String put(String name, byte[] bytes) {
    Path file = folder.resolve(name);
    try {
      return (Files.exists(file) ? file : Files.write(file, bytes)).toUri().toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Publishes an event without a hash, and returns its id. */
  String publish(String uri) {
    return publish(uri, null);
  }

  /** Publishes an event, and returns its id. */
  String publish(String uri, @Nullable String contentHash) {
    String id = "event-" + ++count;
    Map<String, String> event = new LinkedHashMap<>();
    event.put("event_id", id);
    event.put("document_id", "document of " + id);
    event.put("uri", uri);
    if (contentHash != null) {
      event.put("content_hash", contentHash);
    }
    try {
      sent.add(
          producer.send(
              new ProducerRecord<>(topic, id.getBytes(UTF_8), MAPPER.writeValueAsBytes(event))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return id;
  }

  /** Publishes bytes that may not be an event. */
  void publishBytes(byte[] value) {
    sent.add(producer.send(new ProducerRecord<>(topic, value)));
  }

  /** Waits until the broker has all events. */
  void flush() throws Exception {
    for (Future<?> future : sent) {
      future.get();
    }
    sent.clear();
  }

  @Override
  public void close() {
    producer.close();
  }
}
