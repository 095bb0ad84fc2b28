/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.ops.web;

import com.sun.net.httpserver.Headers;
import io.ocrstream.contracts.ContentHash;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;

/**
 * Serves the static files of the page from the class path.
 *
 * <p><b>Threading:</b> any.
 */
final class Assets {
  private static final int ETAG_DIGITS = 16;

  /** The files; others are not served. */
  static final List<String> NAMES =
      List.of(
          "index.html",
          "style.css",
          "icon.svg",
          "main.js",
          "overview.js",
          "chart.js",
          "answers.js",
          "document.js",
          "lists.js",
          "upload.js",
          "dom.js");

  /** Content types by the ends of file names. */
  private static final Map<String, String> TYPES =
      Map.of(
          "html", "text/html; charset=utf-8",
          "css", "text/css; charset=utf-8",
          "svg", "image/svg+xml",
          "js", "text/javascript; charset=utf-8");

  private final Map<String, Asset> assets = new LinkedHashMap<>();

  /**
   * Holds a static file.
   *
   * @param contentType the HTTP content type
   * @param body the bytes of the file
   * @param zipped the same, compressed
   * @param etag the ETag with its quotes
   */
  @SuppressWarnings("ArrayRecordComponent") // A carrier; never compared.
  record Asset(String contentType, byte[] body, byte[] zipped, String etag) {}

  Assets() {
    NAMES.forEach(name -> assets.put(name, read(name)));
  }

  private static Asset read(String name) {
    String type = TYPES.getOrDefault(name.replaceFirst(".*\\.", ""), "text/plain");
    try (InputStream in = Assets.class.getResourceAsStream(name)) {
      byte[] body = Objects.requireNonNull(in, name).readAllBytes();
      String etag = '"' + ContentHash.ofBytes(body).hex().substring(0, ETAG_DIGITS) + '"';
      return new Asset(type, body, zipped(body), etag);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] zipped(byte[] body) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream zip = new GZIPOutputStream(bytes)) {
      zip.write(body);
    }
    return bytes.toByteArray();
  }

  /** Returns whether the client of a request understands gzip. */
  static boolean acceptsGzip(Headers request) {
    String accepted = request.getFirst("Accept-Encoding");
    return accepted != null && accepted.toLowerCase(Locale.ROOT).contains("gzip");
  }

  /** Returns the file {@code name}; empty if there is none. */
  Optional<Asset> find(String name) {
    return Optional.ofNullable(assets.get(name));
  }
}
