/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.onnx.models;

import io.ocrstream.engine.InstallFolder;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Provides the files of a model set.
 *
 * <p><b>Threading:</b> any. <b>Bounds:</b> {@link #MAX_BYTES} per file.
 */
public interface ModelFiles {
  /** Maximum size of a file in bytes. */
  int MAX_BYTES = 512 << 20;

  /** Name of the file that describes the set. */
  String DESCRIPTION = "models.properties";

  /**
   * Opens a file of the set.
   *
   * @throws FileNotFoundException if it does not exist
   */
  InputStream open(String name) throws IOException;

  /** Reads a whole file. */
  default byte[] read(String name) throws IOException {
    try (InputStream in = open(name)) {
      byte[] bytes = in.readNBytes(MAX_BYTES + 1);
      if (bytes.length > MAX_BYTES) {
        throw new IOException(name + " has more than %d bytes".formatted(MAX_BYTES));
      }
      return bytes;
    }
  }

  /** Returns the files in {@code folder}. */
  static ModelFiles of(Path folder) {
    return name -> {
      Path file = folder.resolve(name);
      // A description may name only files in its own folder.
      if (!folder.equals(file.getParent()) || !Files.isRegularFile(file)) {
        throw new FileNotFoundException(name);
      }
      return Files.newInputStream(file);
    };
  }

  /**
   * Returns the SHA-256 of a file, in hex digits.
   *
   * @throws FileNotFoundException if it does not exist
   */
  default String sha256(String name) throws IOException {
    return InstallFolder.sha256(() -> open(name));
  }
}
