/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine;

import io.ocrstream.contracts.FailureCode;
import io.ocrstream.contracts.OcrOptions;
import io.ocrstream.contracts.Page;
import io.ocrstream.engine.TessHandle.Threshold;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Reads a page's image, as it is at first, and again where it reads badly: turned, told from its
 * paper in other ways, evened out and straightened. A further reading counts only if it is the more
 * confident and the fuller one: preparing every page would harm those that are clear.
 *
 * <p><b>Threading:</b> any. <b>Bounds:</b> five readings of a page, all within its deadline; past
 * it the page has timed out, whatever was read by then, so that its text does not hang on the load.
 */
final class PageReader {
  /** Mean confidence below which a page may stand on its side or its head, or lie in shadow. */
  private static final double DOUBTFUL = 0.7;

  /** Mean confidence from which a page is not worth a second look. */
  private static final double CLEAR = 0.9;

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
    return recognise(raster, job, Threshold.OTSU)
        .then(first -> first.isBelow(DOUBTFUL) ? turned(raster, job, first) : Attempt.done(first))
        .then(best -> thresholded(raster, job, best, Threshold.TILED_OTSU))
        .then(best -> thresholded(raster, job, best, Threshold.SAUVOLA))
        .then(best -> cleaned(raster, job, best))
        .then(best -> Attempt.done(page(job, width, height, best.inFrame(width, height))));
  }

  private Attempt<Reading> recognise(Raster raster, Job job, Threshold threshold) {
    Duration budget = Duration.ofNanos(job.deadline() - nanoTime.getAsLong());
    if (budget.isNegative() || budget.isZero()) {
      return Attempt.failed(FailureCode.TIMED_OUT, "The page took longer than it may.");
    }
    int mode = job.options().pageSegmentationMode();
    return handles
        .with(job.models(), handle -> handle.read(raster, mode, threshold, budget))
        .then(table -> Attempt.done(Reading.ofTable(table)));
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
    return recognise(raster, job, Threshold.OTSU)
        .then(
            second -> {
              if (second.isBetterThan(first)) {
                return Attempt.done(second.turned(degrees));
              }
              raster.turn(-degrees / QUARTER);
              return Attempt.done(first);
            });
  }

  /** A page that is still doubtful, told from its paper in another way, if it reads better so. */
  private Attempt<Reading> thresholded(Raster raster, Job job, Reading best, Threshold threshold) {
    if (!best.isBelow(DOUBTFUL) || raster.depth() == 1) {
      return Attempt.done(best);
    }
    return recognise(raster, job, threshold)
        .then(
            other ->
                Attempt.done(
                    other.isBetterAndFullerThan(best) ? other.turned(best.rotation()) : best));
  }

  /** A page that was read none too well, evened out and straightened, if it reads better so. */
  private Attempt<Reading> cleaned(Raster raster, Job job, Reading best) {
    if (!best.isBelow(CLEAR) || raster.depth() == 1) {
      return Attempt.done(best);
    }
    float degrees = raster.clean();
    return recognise(raster, job, Threshold.OTSU)
        .then(
            other ->
                Attempt.done(
                    other.isBetterAndFullerThan(best)
                        ? other
                            .slanted(degrees, raster.width(), raster.height())
                            .turned(best.rotation())
                        : best));
  }

  private static Page page(Job job, int width, int height, Reading reading) {
    return new Page(
        job.number(),
        width,
        height,
        reading.rotation(),
        Page.Status.READ,
        Page.TextSource.OCR,
        reading.confidence(),
        reading.text(),
        null,
        reading.words(),
        null,
        null,
        null);
  }
}
