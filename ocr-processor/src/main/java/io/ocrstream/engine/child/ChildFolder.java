/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.child;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Folders for children's temporary files: one that is killed does not clean up after itself.
 *
 * <p><b>Threading:</b> any.
 */
final class ChildFolder {
  private static final Logger LOG = LoggerFactory.getLogger(ChildFolder.class);

  /** A new folder, for this user alone. */
  Path make() throws IOException {
    return Files.createTempDirectory("ocr-child-");
  }

  /** Deletes a folder and all that is in it. */
  void delete(Path folder) {
    try (Stream<Path> tree = Files.walk(folder)) {
      for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    } catch (IOException e) {
      LOG.warn("temporary files of an engine process are left: {}", e.getClass().getSimpleName());
    }
  }
}
