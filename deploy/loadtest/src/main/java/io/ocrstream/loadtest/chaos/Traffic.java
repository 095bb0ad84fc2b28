/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.loadtest.chaos;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Publishes events with hashes, at once or at a rate, and records their times.
 *
 * <p><b>Threading:</b> any; {@link #THREADS} of its own.
 */
final class Traffic implements AutoCloseable {
  private static final int THREADS = 2;
  private static final double SECOND = 1e9;

  private final Producer<byte[], byte[]> producer;
  private final ChaosDocuments documents;
  private final Map<String, Long> sentAt = new ConcurrentHashMap<>();
  private final AtomicInteger refused = new AtomicInteger();
  private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(THREADS);

  Traffic(String bootstrapServers, ChaosDocuments documents) {
    this.documents = documents;
    this.producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", bootstrapServers, "acks", "all", "linger.ms", "0"),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  /** Publishes an event of {@code document}. */
  void publish(String id, int document) {
    String json =
        "{\"event_id\":\"%s\",\"uri\":\"%s\",\"content_hash\":\"%s\"}"
            .formatted(id, documents.uri(document, false), documents.hash(document, false));
    sentAt.put(id, System.nanoTime());
    var unused =
        producer.send(
            new ProducerRecord<>("ocr.documents", id.getBytes(UTF_8), json.getBytes(UTF_8)),
            (at, failure) -> {
              if (failure != null) {
                // The event is not in the topic, so it needs no answer.
                sentAt.remove(id);
                refused.incrementAndGet();
              }
            });
  }

  /** Chooses the document of an event by its number. */
  interface Choice {
    int document(int number);
  }

  /**
   * Publishes {@code perSecond} events, with ids from {@code prefix} and a number, until cancelled.
   */
  Future<?> publish(String prefix, double perSecond, Choice choice) {
    AtomicInteger next = new AtomicInteger();
    return threads.scheduleAtFixedRate(
        () -> {
          int number = next.getAndIncrement();
          publish(prefix + number, choice.document(number));
        },
        0,
        (long) (SECOND / perSecond),
        TimeUnit.NANOSECONDS);
  }

  /** Returns the number of events that the broker rejected. */
  int refused() {
    return refused.get();
  }

  /** Returns when each event was published, as {@link System#nanoTime}. */
  Map<String, Long> sentAt() {
    return sentAt;
  }

  /** Returns the number of published events whose ids start with {@code prefix}. */
  long count(String prefix) {
    return sentAt.keySet().stream().filter(id -> id.startsWith(prefix)).count();
  }

  /** Waits until the broker has acknowledged all events. */
  void flush() {
    producer.flush();
  }

  @Override
  public void close() {
    threads.shutdownNow();
    producer.close();
  }
}
