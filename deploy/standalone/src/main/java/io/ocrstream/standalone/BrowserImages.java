/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.standalone;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Detects images that every browser displays by their first bytes. */
final class BrowserImages {
  private static final int HEAD_BYTES = 12;

  private BrowserImages() {}

  /** Returns the HTTP content type; empty if browsers do not display the file. */
  static Optional<String> typeOf(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return typeOf(new String(in.readNBytes(HEAD_BYTES), ISO_8859_1));
    }
  }

  private static Optional<String> typeOf(String head) {
    if (head.startsWith("\u0089PNG")) {
      return Optional.of("image/png");
    } else if (head.startsWith("\u00ff\u00d8\u00ff")) {
      return Optional.of("image/jpeg");
    } else if (head.startsWith("GIF8")) {
      return Optional.of("image/gif");
    } else if (head.startsWith("RIFF") && head.startsWith("WEBP", 8)) {
      return Optional.of("image/webp");
    }
    return head.startsWith("BM") ? Optional.of("image/bmp") : Optional.empty();
  }
}
