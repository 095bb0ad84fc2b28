/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine;

import io.ocrstream.contracts.EngineInfo;
import io.ocrstream.contracts.FailureCode;
import io.ocrstream.contracts.OcrOptions;
import io.ocrstream.contracts.Problem;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;

/**
 * What the engine would use to read with given options. Needs no native library, so that the
 * processor can compute fingerprints without loading one.
 *
 * <p><b>Threading:</b> any.
 */
public interface EngineCatalog {
  /** The engine's description for {@code options}; empty if nothing installed reads so. */
  Optional<EngineInfo> info(OcrOptions options);

  /** Installed languages, as events name them. */
  SortedSet<String> languages();

  /** What to tell whoever asked for {@code options}, where {@link #info} is empty. */
  default Problem refusal(OcrOptions options) {
    return Problem.of(
        FailureCode.UNSUPPORTED_LANGUAGE,
        "a language is not installed; installed are " + languages());
  }

  /**
   * Unpacks what an engine loads at its start, for processes that may not write to {@code folder}.
   *
   * @return the folders that it is in
   */
  default List<Path> unpackLibraries(InstallFolder folder) throws IOException {
    return List.of();
  }

  /**
   * Unpacks the models that reading with {@code options} takes, likewise.
   *
   * @return the folders that they are in
   */
  default List<Path> unpackModels(InstallFolder folder, OcrOptions options) throws IOException {
    return List.of();
  }
}
