/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.child;

import io.ocrstream.contracts.EngineInfo;
import io.ocrstream.contracts.OcrOptions;
import io.ocrstream.engine.EngineCatalog;
import io.ocrstream.engine.InstallFolder;
import io.ocrstream.engine.installed.InstalledEngines;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** A catalog that supports nothing, although everything is installed. */
final class NoCatalog implements EngineCatalog {
  @Override
  public Optional<EngineInfo> info(OcrOptions options) {
    return Optional.empty();
  }

  @Override
  public SortedSet<String> languages() {
    return new TreeSet<>();
  }

  @Override
  public List<Path> unpackLibraries(InstallFolder folder) throws IOException {
    return InstalledEngines.of(Isolation.settings(Map.of())).unpackLibraries(folder);
  }
}
