/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.config;

import io.ocrstream.contracts.OcrOptions;

/** How documents are read whose events name no option. */
public final class ReadingDefaults {
  private ReadingDefaults() {}

  /** The settings' options. */
  public static OcrOptions of(Settings.Engine settings) {
    return OcrOptions.text(settings.languages())
        .withEngine(settings.name())
        .withTextLayer(settings.textLayer());
  }
}
