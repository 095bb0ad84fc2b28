/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine;

import io.ocrstream.contracts.OcrOptions;
import io.ocrstream.contracts.Page;
import io.ocrstream.contracts.Word;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Reads a page's image: prepares it, has it read, and turns it when it reads badly and stands on
 * its side.
 *
 * <p><b>Threading:</b> any.
 */
final class PageReader {
  private final HandlePool handles;
  private final LongSupplier nanoTime;

  PageReader(HandlePool handles, LongSupplier nanoTime) {
    this.handles = handles;
    this.nanoTime = nanoTime;
  }

  /**
   * Reads {@code raster}, which it may change.
   *
   * @param number the page's, from 1
   * @param deadline as {@code nanoTime} counts
   */
  Attempt<Page> read(
      Raster raster, int number, TessHandle.Models models, OcrOptions options, long deadline) {
    int width = raster.width();
    int height = raster.height();
    raster.toGray();
    return recognise(raster, models, options, deadline)
        .then(reading -> Attempt.done(page(number, width, height, reading, options)));
  }

  private Attempt<Reading> recognise(
      Raster raster, TessHandle.Models models, OcrOptions options, long deadline) {
    Duration budget = Duration.ofNanos(deadline - nanoTime.getAsLong());
    return handles
        .with(models, handle -> handle.read(raster, options.pageSegmentationMode(), budget))
        .then(table -> Attempt.done(Reading.ofTable(table)));
  }

  private static Page page(int number, int width, int height, Reading reading, OcrOptions options) {
    List<Word> words = options.wantsWords() ? reading.words() : null;
    return new Page(
        number,
        width,
        height,
        0,
        Page.Status.READ,
        Page.TextSource.OCR,
        reading.confidence(),
        reading.text(),
        words,
        null);
  }
}
