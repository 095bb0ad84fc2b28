/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.submit;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.ocrstream.contracts.ContentHash;
import io.ocrstream.contracts.EventOptions;
import io.ocrstream.contracts.Json;
import io.ocrstream.contracts.KafkaNames;
import io.ocrstream.contracts.Topic;
import io.ocrstream.contracts.UploadEvent;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Publishes upload events, and hashes documents in the meantime.
 *
 * <p><b>Threading:</b> one thread.
 */
public final class EventPublisher implements AutoCloseable {
  /** Batch size per partition in bytes: some hundred events. */
  private static final int BATCH_BYTES = 128 * 1024;

  private final Producer<byte[], byte[]> producer;
  private final EventOptions options;
  private final String documents;
  private final boolean hash;

  /**
   * Creates a publisher.
   *
   * @param names topic names of the installation
   * @param clients client configuration of the cluster
   * @param hash whether events contain the content hash of local files
   */
  public EventPublisher(
      KafkaNames names, Map<String, Object> clients, EventOptions options, boolean hash) {
    this.documents = names.of(Topic.DOCUMENTS);
    Map<String, Object> config = new HashMap<>(clients);
    config.putAll(
        Map.of(
            "acks", "all",
            "enable.idempotence", "true",
            "linger.ms", "10",
            "batch.size", BATCH_BYTES));
    this.producer =
        new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
    this.options = options;
    this.hash = hash;
  }

  /** Returns the document's hash for its events; null if they contain none. */
  @Nullable
  public ContentHash hash(Input input) throws IOException {
    Path file = input.file();
    return !hash || file == null ? null : digest(file);
  }

  /** Returns the hash of a file's bytes. */
  public static ContentHash digest(Path file) throws IOException {
    try (InputStream bytes = Files.newInputStream(file);
        DigestInputStream digesting = new DigestInputStream(bytes, ContentHash.newDigest())) {
      digesting.transferTo(OutputStream.nullOutputStream());
      return ContentHash.of(digesting.getMessageDigest().digest());
    }
  }

  /** Sends one event; the future completes when the broker has acknowledged it. */
  public Future<?> publish(String eventId, Input input, @Nullable ContentHash contentHash) {
    UploadEvent event =
        new UploadEvent(
            eventId,
            input.documentId(),
            input.uri(),
            contentHash,
            null,
            null,
            null,
            options.equals(EventOptions.DEFAULTS) ? null : options,
            null,
            null,
            null);
    byte[] key = input.documentId().getBytes(UTF_8);
    return producer.send(new ProducerRecord<>(documents, key, Json.write(event)));
  }

  /** Waits until the broker has acknowledged the event. */
  public static void await(Future<?> published) throws InterruptedException, IOException {
    try {
      published.get();
    } catch (ExecutionException e) {
      throw new IOException("An event could not be published", e.getCause());
    }
  }

  @Override
  public void close() {
    producer.close();
  }
}
