/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine;

import io.ocrstream.contracts.FailureCode;
import io.ocrstream.contracts.OcrOptions;
import io.ocrstream.contracts.Problem;
import java.time.Duration;

/** A document opened by {@link TesseractEngine}: decodes and reads a page when asked for it. */
final class TesseractDocument implements Engine.Document {
  private final PageSource source;
  private final PageReader reader;
  private final TessHandle.Models models;
  private final OcrOptions options;

  TesseractDocument(
      PageSource source, PageReader reader, TessHandle.Models models, OcrOptions options) {
    this.source = source;
    this.reader = reader;
    this.models = models;
    this.options = options;
  }

  @Override
  public int pageCount() {
    return source.pageCount();
  }

  @Override
  public Engine.PageOutcome read(int number, Duration budget) {
    if (number < 1 || number > pageCount()) {
      return new Engine.Unreadable(
          Problem.of(
              FailureCode.NO_SUCH_PAGE, "The document has %d pages.".formatted(pageCount())));
    }
    long deadline = System.nanoTime() + budget.toNanos();
    return source
        .page(number)
        .then(
            raster -> {
              try (raster) {
                return reader.read(raster, new PageReader.Job(number, models, options, deadline));
              }
            })
        .fold(Engine.Read::new, Engine.Unreadable::new);
  }

  @Override
  public void close() {
    source.close();
  }
}
