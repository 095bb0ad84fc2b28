/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.client;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Opens objects that workers stored, because they are too large for a record.
 *
 * <p><b>Threading:</b> any.
 */
@FunctionalInterface
public interface ObjectReader {
  /** Reads objects at {@code file:} URIs. */
  ObjectReader FILES =
      uri -> {
        if (!"file".equals(uri.getScheme())) {
          throw new IOException(
              "no reader is configured for %s: objects".formatted(uri.getScheme()));
        }
        return Files.newInputStream(Path.of(uri));
      };

  /** Opens the object; the caller closes the stream. */
  InputStream open(URI uri) throws IOException;
}
