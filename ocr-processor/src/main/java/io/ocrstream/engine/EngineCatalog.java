/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine;

import io.ocrstream.contracts.EngineInfo;
import io.ocrstream.contracts.FailureCode;
import io.ocrstream.contracts.OcrOptions;
import io.ocrstream.contracts.Problem;
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
}
