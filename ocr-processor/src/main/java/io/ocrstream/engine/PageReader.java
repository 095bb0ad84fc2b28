/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine;

import io.ocrstream.contracts.FailureCode;
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
  /** Mean confidence below which a page may stand on its side or its head. */
  private static final double DOUBTFUL = 0.7;

  /** Confidence of the orientation from which it is worth a second reading. */
  private static final float CREDIBLE = 1;

  private static final int QUARTER = 90;

  private final HandlePool handles;
  private final LongSupplier nanoTime;

  /**
   * What to read.
   *
   * @param number the page's, from 1
   * @param models with which
   * @param options how
   * @param deadline until when, as {@code nanoTime} counts
   */
  record Job(int number, TessHandle.Models models, OcrOptions options, long deadline) {}

  PageReader(HandlePool handles, LongSupplier nanoTime) {
    this.handles = handles;
    this.nanoTime = nanoTime;
  }

  /**
   * Reads {@code raster}, which it changes.
   *
   * @param job which page, how, and until when
   */
  Attempt<Page> read(Raster raster, Job job) {
    int width = raster.width();
    int height = raster.height();
    raster.toGray();
    return recognise(raster, job)
        .then(first -> doubtful(first) ? turned(raster, job, first) : Attempt.done(first))
        .then(best -> Attempt.done(page(job, width, height, best.inFrame(width, height))));
  }

  private Attempt<Reading> recognise(Raster raster, Job job) {
    Duration budget = Duration.ofNanos(job.deadline() - nanoTime.getAsLong());
    if (budget.isNegative() || budget.isZero()) {
      return Attempt.failed(FailureCode.TIMED_OUT, "The page took longer than it may.");
    }
    int mode = job.options().pageSegmentationMode();
    return handles
        .with(job.models(), handle -> handle.read(raster, mode, budget))
        .then(table -> Attempt.done(Reading.ofTable(table)));
  }

  private static boolean doubtful(Reading reading) {
    return reading.confidence() == null || reading.confidence() < DOUBTFUL;
  }

  /**
   * The page turned as its letters seem to stand, if it reads better so; else the first reading.
   */
  private Attempt<Reading> turned(Raster raster, Job job, Reading first) {
    TessHandle.Models detector =
        new TessHandle.Models(job.models().folder(), TesseractCatalog.ORIENTATION_MODEL);
    int degrees =
        handles
            .with(detector, handle -> handle.orientation(raster))
            .filter(upright -> upright.confidence() >= CREDIBLE)
            .map(TessHandle.Upright::degrees)
            .orElse(0);
    if (degrees == 0) {
      return Attempt.done(first);
    }
    raster.turn(degrees / QUARTER);
    return recognise(raster, job)
        .then(second -> Attempt.done(second.isBetterThan(first) ? second.turned(degrees) : first));
  }

  private static Page page(Job job, int width, int height, Reading reading) {
    List<Word> words = job.options().wantsWords() ? reading.words() : null;
    return new Page(
        job.number(),
        width,
        height,
        reading.rotation(),
        Page.Status.READ,
        Page.TextSource.OCR,
        reading.confidence(),
        reading.text(),
        words,
        null);
  }
}
