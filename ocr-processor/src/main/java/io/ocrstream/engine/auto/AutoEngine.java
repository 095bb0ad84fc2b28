/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.auto;

import io.ocrstream.contracts.EngineInfo;
import io.ocrstream.contracts.EngineName;
import io.ocrstream.contracts.FailureCode;
import io.ocrstream.contracts.OcrOptions;
import io.ocrstream.contracts.Outcome;
import io.ocrstream.contracts.Problem;
import io.ocrstream.engine.Engine;
import io.ocrstream.engine.document.PageImages;
import io.ocrstream.engine.tesseract.TesseractEngine;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Reads each page with Tesseract and, if the result is in doubt, also with a second engine. Keeps
 * the reading with fewer expected errors. Both engines belong to the caller.
 *
 * <p><b>Threading:</b> any. <b>Bounds:</b> those of both engines; both readings share the time of a
 * page.
 */
public final class AutoEngine implements Engine {
  private final AutoCatalog catalog;
  private final TesseractEngine first;
  private final PageImages.Readers second;

  public AutoEngine(AutoCatalog catalog, TesseractEngine first, PageImages.Readers second) {
    this.catalog = catalog;
    this.first = first;
    this.second = second;
  }

  @Override
  public Outcome<Document> open(Path file, EngineInfo info) {
    OcrOptions options = info.options();
    Optional<EngineInfo> ours = catalog.info(options);
    if (ours.isEmpty() || !ours.get().equals(info)) {
      return Outcome.failed(
          Problem.of(
              FailureCode.INTERNAL, "This engine or its models differ from the requested ones"));
    }
    EngineInfo tesseract =
        catalog.first().info(options.withEngine(EngineName.TESSERACT)).orElseThrow();
    return first.open(
        file, tesseract, new BetterReading(second, first, tesseract, options, catalog));
  }

  @Override
  public Optional<Outcome<Document>> openIfIdle(Path file, EngineInfo info) {
    return first.isIdle() ? Optional.of(open(file, info)) : Optional.empty();
  }

  @Override
  public void close() {}
}
