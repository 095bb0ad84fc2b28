/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.tesseract;

import io.ocrstream.contracts.EngineName;
import io.ocrstream.engine.document.StripReader;
import io.ocrstream.engine.image.PageImage;
import io.ocrstream.engine.image.PixImage;
import io.ocrstream.engine.image.PixRows;
import io.ocrstream.engine.tesseract.TesseractHandle.Threshold;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.ToDoubleBiFunction;

/**
 * Recognises single lines with Tesseract.
 *
 * <p><b>Threading:</b> one thread.
 */
final class TesseractStrips implements StripReader {
  /** Page segmentation mode: a single text line. */
  private static final int ONE_LINE = 7;

  private final TesseractPool handles;
  private final TesseractHandle.Models models;
  private final long deadline;
  private final LongSupplier nanoTime;
  private final ToDoubleBiFunction<EngineName, Double> likelihood;

  /**
   * Creates a reader with {@code models}.
   *
   * @param deadline in terms of {@code nanoTime}
   */
  TesseractStrips(
      TesseractPool handles,
      TesseractHandle.Models models,
      long deadline,
      LongSupplier nanoTime,
      ToDoubleBiFunction<EngineName, Double> likelihood) {
    this.handles = handles;
    this.models = models;
    this.deadline = deadline;
    this.nanoTime = nanoTime;
    this.likelihood = likelihood;
  }

  @Override
  public List<StripWord> read(PageImage strip) {
    Duration left = Duration.ofNanos(deadline - nanoTime.getAsLong());
    if (left.isNegative() || left.isZero()) {
      return List.of();
    }
    try (PixImage raster = PixRows.copyOf(strip)) {
      return handles
          .with(models, handle -> handle.read(raster, ONE_LINE, Threshold.OTSU, left))
          .fold(scan -> words(scan, strip.width()), problem -> List.<StripWord>of());
    }
  }

  private static List<StripWord> words(TesseractHandle.Scan scan, double width) {
    List<StripWord> words = new ArrayList<>();
    TsvParser.parse(scan.table())
        .words()
        .forEach(
            word ->
                words.add(
                    new StripWord(
                        word.text(),
                        word.x() / width,
                        (word.x() + word.width()) / width,
                        word.confidence())));
    return words;
  }

  @Override
  public double likelihood(EngineName engine, double confidence) {
    return likelihood.applyAsDouble(engine, confidence);
  }
}
