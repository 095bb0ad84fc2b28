/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.config;

import io.ocrstream.contracts.OcrOptions;

/** Derives the OCR options of events that set none. */
public final class ReadingDefaults {
  private ReadingDefaults() {}

  /**
   * Returns the settings that decide how pages become pixels. The text is part of the cache key.
   * PDF pages are rendered at a resolution, or their scanned image is used as it is within the
   * limits.
   */
  public static String rendering(EngineConfig settings) {
    return "pdf-dpi=%d max-pixels=%d max-edge=%d"
        .formatted(settings.pdfDpi(), settings.maxPixels(), settings.maxEdge());
  }

  /** Returns the default options that the settings define. */
  public static OcrOptions of(EngineConfig settings) {
    return OcrOptions.text(settings.languages())
        .withEngine(settings.name())
        .withTextLayer(settings.textLayer());
  }
}
