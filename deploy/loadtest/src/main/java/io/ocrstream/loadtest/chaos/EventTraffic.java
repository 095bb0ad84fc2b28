/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.loadtest.chaos;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Publishes events like a foreign program: with hand-written JSON and a plain producer.
 *
 * <p><b>Threading:</b> one thread.
 */
final class EventTraffic implements AutoCloseable {
  private static final String ID = "event-";

  /** One of this many documents is damaged. */
  private static final int DAMAGED = 20;

  /** Number of recent documents that an event may repeat. */
  private static final int RECENT = 40;

  private final Producer<byte[], byte[]> producer;
  private final ChaosDocuments documents;
  private final Random random;
  private final int repeats;
  private long[] publishedAt = new long[1 << 10];
  private int published;
  private int made;

  /**
   * Creates a publisher.
   *
   * @param repeats percentage of events for a recent document
   */
  EventTraffic(String bootstrapServers, ChaosDocuments documents, Random random, int repeats) {
    this.repeats = repeats;
    this.documents = documents;
    this.random = random;
    this.producer =
        new KafkaProducer<>(
            Map.of(
                "bootstrap.servers", bootstrapServers,
                "acks", "all",
                "enable.idempotence", "true",
                "delivery.timeout.ms", "300000"),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  int published() {
    return published;
  }

  /**
   * Returns when an event was published, as {@link System#nanoTime}.
   *
   * @param id an id that {@link #publish} gave
   */
  long publishedAt(String id) {
    return publishedAt[Integer.parseInt(id.substring(ID.length()))];
  }

  /** Publishes one event, of a new document or of a recent one. */
  void publish() {
    boolean again = made > 0 && random.nextInt(100) < repeats;
    int number = again ? Math.max(0, made - 1 - random.nextInt(RECENT)) : made++;
    boolean damaged = number % DAMAGED == DAMAGED - 1;
    if (published == publishedAt.length) {
      publishedAt = Arrays.copyOf(publishedAt, 2 * published);
    }
    publishedAt[published] = System.nanoTime();
    String id = ID + published++;
    String hash =
        random.nextBoolean()
            ? ",\"content_hash\":\"" + documents.hash(documents.number(number), damaged) + "\""
            : "";
    String uri = documents.uri(documents.number(number), damaged);
    String json = "{\"event_id\":\"%s\",\"uri\":\"%s\"%s}".formatted(id, uri, hash);
    var unused =
        producer.send(
            new ProducerRecord<>("ocr.documents", id.getBytes(UTF_8), json.getBytes(UTF_8)));
  }

  /** Waits until the broker has acknowledged all events. */
  void flush() {
    producer.flush();
  }

  @Override
  public void close() {
    producer.close();
  }
}
