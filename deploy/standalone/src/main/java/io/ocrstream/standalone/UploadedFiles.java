/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.standalone;

import io.ocrstream.client.FileHash;
import io.ocrstream.client.OcrPublisher;
import io.ocrstream.contracts.ContentHash;
import io.ocrstream.contracts.EventOptions;
import io.ocrstream.contracts.KafkaNames;
import io.ocrstream.contracts.Locations;
import io.ocrstream.contracts.Output;
import io.ocrstream.contracts.UploadEvent;
import io.ocrstream.ops.web.LocalFiles;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Stores the files that users upload to the web page, and publishes their events.
 *
 * <p><b>Threading:</b> any. <b>Bounds:</b> files up to the limit of documents, and {@link
 * #MAX_NAMES} names.
 */
final class UploadedFiles implements AutoCloseable {
  /** Maximum number of uploads whose names are known. */
  static final int MAX_NAMES = 1_000;

  private static final int COPY_BYTES = 64 << 10;

  /** The page displays word boxes. */
  private static final EventOptions WORDS =
      EventOptions.DEFAULTS.withOutputs(List.of(Output.TEXT, Output.WORDS));

  private final RunFiles.Places places;
  private final OcrPublisher publisher;
  private final Map<String, String> names = recent(MAX_NAMES);

  UploadedFiles(RunFiles.Places places, Map<String, Object> clients) {
    this.places = places;
    this.publisher = new OcrPublisher(KafkaNames.PLAIN, clients);
  }

  /* Returns a map of the entries used last. */
  static <K, V> Map<K, V> recent(int most) {
    return Collections.synchronizedMap(
        new LinkedHashMap<>(16, 0.75f, true) {
          @Override
          protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
            return size() > most;
          }
        });
  }

  /** Returns the name of the document at {@code uri}, as the page shows it. */
  String name(String uri) {
    String shown = Locations.shown(uri);
    return names.getOrDefault(uri, shown.substring(shown.lastIndexOf('/') + 1));
  }

  /** Stores a file and publishes its event; see {@link LocalFiles#send}. */
  LocalFiles.Sent send(String name, InputStream body) throws IOException, InterruptedException {
    // The file gets a random name, because the user's name may contain anything.
    Path file = places.uploads().resolve(UUID.randomUUID().toString());
    boolean kept = false;
    try {
      kept = copy(body, file);
      if (!kept) {
        return new LocalFiles.Refused(
            LocalFiles.Why.TOO_LARGE, "The file is larger than the limit of bytes");
      }
      return publish(name, file);
    } finally {
      if (!kept) {
        Files.deleteIfExists(file);
      }
    }
  }

  private LocalFiles.Accepted publish(String name, Path file)
      throws IOException, InterruptedException {
    String eventId = "page-" + UUID.randomUUID();
    String uri = file.toUri().toString();
    ContentHash hash = FileHash.of(file);
    names.put(uri, name);
    OcrPublisher.await(
        publisher.publish(
            UploadEvent.of(eventId, name, uri).withContentHash(hash).withOptions(WORDS)));
    return new LocalFiles.Accepted(eventId, name, hash);
  }

  /* Returns false if the file is too large. */
  private boolean copy(InputStream body, Path file) throws IOException {
    byte[] buffer = new byte[COPY_BYTES];
    long length = 0;
    try (OutputStream out = Files.newOutputStream(file)) {
      for (int n = body.read(buffer); n >= 0; n = body.read(buffer)) {
        length += n;
        if (length > places.maxBytes()) {
          return false;
        }
        out.write(buffer, 0, n);
      }
    }
    return true;
  }

  @Override
  public void close() {
    publisher.close();
  }
}
