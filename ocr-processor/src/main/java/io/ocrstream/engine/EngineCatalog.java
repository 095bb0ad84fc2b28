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
 * Describes what an engine would use for given options. It needs no native library, so the
 * processor can compute cache keys without loading one.
 *
 * <p><b>Threading:</b> any.
 */
public interface EngineCatalog {
  /**
   * Returns the engine's description for {@code options}; empty if no installed engine supports
   * them.
   */
  Optional<EngineInfo> info(OcrOptions options);

  /** Returns the installed languages, by their names in events. */
  SortedSet<String> languages();

  /** Returns the installed models, in the order in which they are preferred. */
  default List<ModelFacts> models() {
    return List.of();
  }

  /** Returns why {@code options} are not supported, if {@link #info} is empty. */
  default Problem refusal(OcrOptions options) {
    return Problem.of(
        FailureCode.UNSUPPORTED_LANGUAGE,
        "A requested language is not installed; installed are " + languages());
  }

  /**
   * Unpacks the libraries that an engine loads at its start, for processes that have no write
   * access to {@code folder}.
   *
   * @return the folders that contain them
   */
  default List<Path> unpackLibraries(InstallFolder folder) throws IOException {
    return List.of();
  }

  /**
   * Unpacks the models that {@code options} need, for processes that have no write access to {@code
   * folder}.
   *
   * @return the folders that contain them
   */
  default List<Path> unpackModels(InstallFolder folder, OcrOptions options) throws IOException {
    return List.of();
  }
}
