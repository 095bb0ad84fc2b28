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
 * What children load, unpacked before they look for it: they may read it, but not write it.
 *
 * <p><b>Threading:</b> any.
 */
final class InstalledFiles {
  private static final String LIBRARIES = "";

  private final EngineCatalog catalog;
  private final InstallFolder folder;
  private final Map<String, List<Path>> unpacked = new ConcurrentHashMap<>();

  /** What {@code catalog} tells of goes to {@code folder}. */
  InstalledFiles(EngineCatalog catalog, InstallFolder folder) {
    this.catalog = catalog;
    this.folder = folder;
  }

  /** Work that may fail. */
  @FunctionalInterface
  private interface Unpacking {
    List<Path> run() throws IOException;
  }

  /** Unpacks what is loaded at the start. */
  void unpackLibraries() throws IOException {
    unpack(LIBRARIES, () -> catalog.unpackLibraries(folder));
  }

  /** Unpacks the models that are read with. */
  void unpackModels(EngineInfo info) throws IOException {
    unpack(info.modelDigest(), () -> catalog.unpackModels(folder, info.options()));
  }

  /** Once; again where somebody has cleared them away. */
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
