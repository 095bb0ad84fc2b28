/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.submit;

import io.ocrstream.client.DocumentStore;
import io.ocrstream.client.FileHash;
import io.ocrstream.config.Settings;
import io.ocrstream.content.OutputStore;
import io.ocrstream.content.schemes.OutputStores;
import io.ocrstream.contracts.ContentHash;
import io.ocrstream.contracts.Location;
import io.ocrstream.contracts.StoredObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Uploads local files to a bucket, below a prefix, where the workers of a cluster can read them.
 *
 * <p><b>Threading:</b> one thread. <b>Bounds:</b> {@code ocr.outputs.max-bytes} per file.
 * <b>Fails:</b> with {@link IOException} after all attempts; the message names the file and the
 * reason.
 */
final class S3Uploader implements DocumentStore, AutoCloseable {
  private static final Pattern PLACE = Pattern.compile("s3://([^/]+)(/.*)?");

  private final OutputStore store;

  private S3Uploader(OutputStore store) {
    this.store = store;
  }

  /**
   * Returns the settings, which override all others, for uploads below {@code place}; empty if that
   * is not {@code s3://bucket/prefix}.
   */
  static Optional<Map<String, String>> settings(String place) {
    Matcher matcher = PLACE.matcher(place);
    return matcher.matches()
        ? Optional.of(
            Map.of("ocr.outputs.location", place, "ocr.outputs.s3-buckets", matcher.group(1)))
        : Optional.empty();
  }

  /** Opens the store of {@link #settings(String)}. */
  static S3Uploader open(Settings settings) throws IOException {
    return new S3Uploader(OutputStores.open(settings.outputs(), settings.content()));
  }

  /**
   * Uploads the document and returns it with its new location; one that is not a local file is
   * returned unchanged.
   */
  Input put(Input input) throws IOException {
    Path file = input.file();
    if (file == null) {
      return input;
    }
    String uri = put(input.documentId(), FileHash.of(file), file);
    return new Input(input.documentId(), uri, file, input.textName());
  }

  @Override
  public String put(String name, ContentHash hash, Path file) throws IOException {
    String object = DocumentStore.objectName(String.valueOf(file.getFileName()), hash);
    return store
        .put(new Location(file.toUri().toString(), null), object, file, mediaType(file))
        .fold(
            StoredObject::uri,
            problem -> {
              throw new IOException("%s was not uploaded: %s".formatted(name, problem.message()));
            });
  }

  private static String mediaType(Path file) throws IOException {
    String type = Files.probeContentType(file);
    return type == null ? "application/octet-stream" : type;
  }

  @Override
  public void close() {
    store.close();
  }
}
