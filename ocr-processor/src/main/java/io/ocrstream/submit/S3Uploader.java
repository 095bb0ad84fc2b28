/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.submit;

import io.ocrstream.config.Settings;
import io.ocrstream.content.OutputStore;
import io.ocrstream.content.schemes.OutputStores;
import io.ocrstream.contracts.Location;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Puts local files where the workers of a cluster can read them: into a bucket, below a prefix.
 *
 * <p>An object's name begins with a part of its content hash, so that two files of one name are two
 * objects, and a file that is put again is the object that it was.
 *
 * <p><b>Threading:</b> one thread. <b>Bounds:</b> {@code ocr.outputs.max-bytes} a file.
 * <b>Fails:</b> with {@link IOException}, which says which file and why, after all attempts.
 */
final class S3Uploader implements AutoCloseable {
  private static final Pattern PLACE = Pattern.compile("s3://([^/]+)(/.*)?");
  private static final Pattern UNUSUAL = Pattern.compile("[^A-Za-z0-9._-]");
  private static final int HASH_DIGITS = 12;

  /* The store's limit is 200, of which the hash and a dash take 13. */
  private static final int NAME_CHARACTERS = 120;

  private final OutputStore store;

  private S3Uploader(OutputStore store) {
    this.store = store;
  }

  /**
   * The settings, over all others, that let documents be put below {@code place}; empty where that
   * is not {@code s3://bucket/prefix}.
   */
  static Optional<Map<String, String>> settings(String place) {
    Matcher matcher = PLACE.matcher(place);
    return matcher.matches()
        ? Optional.of(
            Map.of("ocr.outputs.location", place, "ocr.outputs.s3-buckets", matcher.group(1)))
        : Optional.empty();
  }

  /** Opens the store that {@link #settings(String)} stand for. */
  static S3Uploader open(Settings settings) throws IOException {
    return new S3Uploader(OutputStores.open(settings.outputs(), settings.content()));
  }

  /** The document as the workers read it; one that is no local file is what it was. */
  Input put(Input input) throws IOException {
    Path file = input.file();
    if (file == null) {
      return input;
    }
    var stored = store.put(new Location(input.uri(), null), name(file), file, mediaType(file));
    @Nullable String refused = stored.fold(at -> null, refusal -> refusal.problem().message());
    if (refused != null) {
      throw new IOException("%s was not uploaded. %s".formatted(input.documentId(), refused));
    }
    String uri = stored.fold(at -> at.object().uri(), refusal -> "");
    return new Input(input.documentId(), uri, file, input.textName());
  }

  private static String name(Path file) throws IOException {
    String plain = UNUSUAL.matcher(String.valueOf(file.getFileName())).replaceAll("_");
    String hash = EventPublisher.digest(file).hex().substring(0, HASH_DIGITS);
    // The end holds the extension.
    return hash + "-" + plain.substring(Math.max(0, plain.length() - NAME_CHARACTERS));
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
