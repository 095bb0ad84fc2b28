/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.worker.document;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A page that every engine reads in milliseconds. If that fails, the engine is at fault. */
public final class CanaryPage {
  private static final String RESOURCE = "canary.png";

  private CanaryPage() {}

  /** Copies the page into a file, which is deleted when {@code tempFiles} is closed. */
  public static Path in(TempFiles tempFiles) {
    Path file = tempFiles.file(".canary");
    try (InputStream page = CanaryPage.class.getResourceAsStream(RESOURCE)) {
      if (page == null) {
        throw new IllegalStateException(RESOURCE + " is not on the class path");
      }
      Files.copy(page, file);
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
