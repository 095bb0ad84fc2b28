/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.child;

import io.ocrstream.contracts.EngineInfo;
import io.ocrstream.engine.EngineCatalog;
import io.ocrstream.engine.EngineUnavailableException;
import io.ocrstream.engine.InstallFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Unpacks libraries and models before children need them, because children have no write access to
 * the install folder.
 *
 * <p><b>Threading:</b> any.
 */
final class InstalledFiles {
  private static final String LIBRARIES = "";

  private final EngineCatalog catalog;
  private final InstallFolder folder;
  private final Map<String, List<Path>> unpacked = new ConcurrentHashMap<>();

  /** Creates an instance that unpacks what {@code catalog} lists into {@code folder}. */
  InstalledFiles(EngineCatalog catalog, InstallFolder folder) {
    this.catalog = catalog;
    this.folder = folder;
  }

  /** An unpacking that may fail. */
  @FunctionalInterface
  private interface Unpacking {
    List<Path> run() throws IOException;
  }

  /** Unpacks the libraries that are loaded at start. */
  void unpackLibraries() throws IOException {
    unpack(LIBRARIES, () -> catalog.unpackLibraries(folder));
  }

  /** Unpacks the models that {@code info} needs. */
  void unpackModels(EngineInfo info) throws IOException {
    // The same bytes may be the model of two languages, with a file for each.
    String models =
        String.join(
            " ", info.name(), String.join("+", info.options().languages()), info.modelDigest());
    unpack(models, () -> catalog.unpackModels(folder, info.options()));
  }

  /** Unpacks once, and again if the folders were deleted. */
  private void unpack(String what, Unpacking unpacking) throws IOException {
    List<Path> folders = unpacked.get(what);
    if (folders != null && folders.stream().allMatch(Files::isDirectory)) {
      return;
    }
    try {
      unpacked.put(what, unpacking.run());
    } catch (EngineUnavailableException e) {
      throw new IOException(e.getMessage(), e);
    }
  }
}
