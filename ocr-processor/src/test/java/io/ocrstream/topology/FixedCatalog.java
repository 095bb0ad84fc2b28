/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.topology;

import io.ocrstream.contracts.EngineInfo;
import io.ocrstream.contracts.OcrOptions;
import io.ocrstream.engine.EngineCatalog;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** A catalog of two languages. */
public final class FixedCatalog implements EngineCatalog {
  @Override
  public Optional<EngineInfo> info(OcrOptions options) {
    return languages().containsAll(options.languages())
        ? Optional.of(new EngineInfo("test", "1", "digest", options))
        : Optional.empty();
  }

  @Override
  public SortedSet<String> languages() {
    return new TreeSet<>(Set.of("eng", "por"));
  }
}
