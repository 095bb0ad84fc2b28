/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.onnx.models;

import io.ocrstream.engine.Checksums;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;

/**
 * Provides the files of PP-OCR on the class path. Their sums are part of this build, so a process
 * knows the set's digest without unpacking 15 MB.
 *
 * <p><b>Threading:</b> any.
 */
public final class BundledModels implements ModelFiles {
  private static final ClassLoader LOADER = BundledModels.class.getClassLoader();

  private final Map<String, String> sums = Checksums.of(BundledModels.class, "");

  private BundledModels() {}

  /** Returns the files; empty if they are not on the class path. */
  public static Optional<ModelFiles> find() {
    return LOADER.getResource("models/ppocr_keys_v1.txt") == null
        ? Optional.empty()
        : Optional.of(new BundledModels());
  }

  @Override
  public InputStream open(String name) throws IOException {
    InputStream in =
        name.equals(DESCRIPTION)
            ? BundledModels.class.getResourceAsStream("pp-ocr-v4.properties")
            : LOADER.getResourceAsStream("models/" + name);
    if (in == null) {
      throw new FileNotFoundException(name);
    }
    return in;
  }

  @Override
  public String sha256(String name) throws IOException {
    String known = sums.get(name);
    return known == null ? ModelFiles.super.sha256(name) : known;
  }
}
