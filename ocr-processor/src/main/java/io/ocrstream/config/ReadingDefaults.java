/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.config;

import io.ocrstream.contracts.OcrOptions;

/** How documents are read whose events name no option. */
public final class ReadingDefaults {
  private ReadingDefaults() {}

  /**
   * Says how pages become pixels: PDF pages are drawn at a resolution, or a scan in them is read as
   * it is, if it is within the limits.
   */
  public static String rendering(Settings.Engine settings) {
    return "pdf-dpi=%d max-pixels=%d max-edge=%d"
        .formatted(settings.pdfDpi(), settings.maxPixels(), settings.maxEdge());
  }

  /** The settings' options. */
  public static OcrOptions of(Settings.Engine settings) {
    return OcrOptions.text(settings.languages())
        .withEngine(settings.name())
        .withTextLayer(settings.textLayer());
  }
}
