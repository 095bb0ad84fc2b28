/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.ops.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.ocrstream.contracts.ContentHash;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Serves the static files of the page from the class path.
 *
 * <p><b>Threading:</b> any.
 */
final class Assets {
  private static final int ETAG_DIGITS = 16;
  private static final String SCRIPT = "text/javascript; charset=utf-8";

  /** Content types by file name; other files are not served. */
  private static final Map<String, String> TYPES =
      Map.of(
          "index.html", "text/html; charset=utf-8",
          "style.css", "text/css; charset=utf-8",
          "icon.svg", "image/svg+xml",
          "main.js", SCRIPT,
          "overview.js", SCRIPT,
          "chart.js", SCRIPT,
          "document.js", SCRIPT,
          "failures.js", SCRIPT,
          "upload.js", SCRIPT,
          "dom.js", SCRIPT);

  private final Map<String, Asset> assets = new LinkedHashMap<>();

  /**
   * Holds a static file.
   *
   * @param contentType the HTTP content type
   * @param body the text of the file
   * @param etag the ETag with its quotes
   */
  record Asset(String contentType, String body, String etag) {}

  Assets() {
    TYPES.forEach((name, type) -> assets.put(name, read(name, type)));
  }

  private static Asset read(String name, String type) {
    try (InputStream in = Assets.class.getResourceAsStream(name)) {
      byte[] body = Objects.requireNonNull(in, name).readAllBytes();
      String etag = '"' + ContentHash.ofBytes(body).hex().substring(0, ETAG_DIGITS) + '"';
      return new Asset(type, new String(body, UTF_8), etag);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the file {@code name}; empty if there is none. */
  Optional<Asset> find(String name) {
    return Optional.ofNullable(assets.get(name));
  }
}
