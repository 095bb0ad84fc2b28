/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.gateway;

import io.ocrstream.contracts.ContentHash;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Holds an uploaded document in a file, which is deleted on close.
 *
 * @param file the bytes
 * @param mediaType the type that the client claims
 * @param parameters the parameters of query and form
 */
record Upload(Path file, ContentHash hash, String mediaType, Map<String, String> parameters)
    implements AutoCloseable {
  @Override
  public void close() {
    delete(file);
  }

  static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
