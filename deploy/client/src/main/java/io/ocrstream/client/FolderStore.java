/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.client;

import io.ocrstream.contracts.ContentHash;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * Stores documents in a folder that the workers can read under the same path, on the same machine
 * or a shared disk. It must be below {@code ocr.content.file-roots} of the workers.
 *
 * <p><b>Threading:</b> any. <b>Fails:</b> with {@link IOException}; a partial file is never
 * visible.
 */
public final class FolderStore implements DocumentStore {
  private final Path folder;

  /** Uses {@code folder}, which must exist. */
  public FolderStore(Path folder) {
    this.folder = folder.toAbsolutePath().normalize();
  }

  @Override
  public String put(String name, ContentHash hash, Path file) throws IOException {
    Path stored = folder.resolve(DocumentStore.objectName(name, hash));
    if (!Files.exists(stored) || Files.size(stored) != Files.size(file)) {
      Path partial = Files.createTempFile(folder, ".partial-", null);
      try {
        Files.copy(file, partial, StandardCopyOption.REPLACE_EXISTING);
        Files.move(partial, stored, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(partial);
      }
    }
    return stored.toUri().toString();
  }
}
