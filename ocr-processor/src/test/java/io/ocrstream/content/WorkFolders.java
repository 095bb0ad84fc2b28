/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.content;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Looks into work folders. */
public final class WorkFolders {
  private WorkFolders() {}

  /** Returns the documents in the folders below {@code workDir}. */
  public static List<Path> documents(Path workDir) throws IOException {
    while (true) {
      try (Stream<Path> files = Files.walk(workDir.toRealPath())) {
        return files.filter(file -> file.getFileName().toString().startsWith("document-")).toList();
      } catch (UncheckedIOException e) {
        // A file was deleted during the listing, so list again.
        if (!(e.getCause() instanceof NoSuchFileException)) {
          throw e;
        }
      }
    }
  }
}
