/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.onnx;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where a set of models has its files.
 *
 * <p><b>Threading:</b> any. <b>Bounds:</b> {@link #MAX_BYTES} a file.
 */
interface ModelFiles {
  /** Largest file. */
  int MAX_BYTES = 512 << 20;

  /** The file that describes a set. */
  String DESCRIPTION = "models.properties";

  /**
   * Opens a file of the set.
   *
   * @throws FileNotFoundException if there is none of that name
   */
  InputStream open(String name) throws IOException;

  /** All bytes of a file. */
  default byte[] read(String name) throws IOException {
    try (InputStream in = open(name)) {
      byte[] bytes = in.readNBytes(MAX_BYTES + 1);
      if (bytes.length > MAX_BYTES) {
        throw new IOException(name + " has more than %d bytes".formatted(MAX_BYTES));
      }
      return bytes;
    }
  }

  /** Those of {@code folder}. */
  static ModelFiles of(Path folder) {
    return name -> {
      Path file = folder.resolve(name);
      // A description names files beside it, no others.
      if (!folder.equals(file.getParent()) || !Files.isRegularFile(file)) {
        throw new FileNotFoundException(name);
      }
      return Files.newInputStream(file);
    };
  }

  /** PP-OCR's, if they are on the class path. */
  static Optional<ModelFiles> ofClassPath() {
    ClassLoader loader = ModelFiles.class.getClassLoader();
    if (loader.getResource("models/ppocr_keys_v1.txt") == null) {
      return Optional.empty();
    }
    return Optional.of(
        name -> {
          InputStream in =
              name.equals(DESCRIPTION)
                  ? ModelFiles.class.getResourceAsStream("pp-ocr-v4.properties")
                  : loader.getResourceAsStream("models/" + name);
          if (in == null) {
            throw new FileNotFoundException(name);
          }
          return in;
        });
  }
}
