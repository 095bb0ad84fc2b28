/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.child;

import io.ocrstream.contracts.EngineInfo;
import io.ocrstream.contracts.OcrOptions;
import io.ocrstream.engine.EngineCatalog;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** A catalog of nothing. */
final class NoCatalog implements EngineCatalog {
  @Override
  public Optional<EngineInfo> info(OcrOptions options) {
    return Optional.empty();
  }

  @Override
  public SortedSet<String> languages() {
    return new TreeSet<>();
  }
}
