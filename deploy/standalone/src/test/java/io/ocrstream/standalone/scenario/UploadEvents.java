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
 * Someone who uploads documents and tells of them, as a stranger would: JSON by hand, a plain
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

  /** To the topic of that name, over a client of such settings. */
  UploadEvents(Map<String, Object> client, String topic, Path folder) {
    this.topic = topic;
    this.folder = folder;
    Map<String, Object> config = new HashMap<>(client);
    config.put("acks", "all");
    this.producer =
        new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
  }

  /**
   * Puts a file down, unless one of that name stands there: written again it would be another state
   * of the object, perhaps while it is read. Returns its URI.
   */
  String put(String name, byte[] bytes) {
    Path file = folder.resolve(name);
    try {
      return (Files.exists(file) ? file : Files.write(file, bytes)).toUri().toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Publishes an event without a hash; returns its id. */
  String publish(String uri) {
    return publish(uri, null);
  }

  /** Publishes an event; returns its id. */
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

  /** Publishes what may be no event at all. */
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
