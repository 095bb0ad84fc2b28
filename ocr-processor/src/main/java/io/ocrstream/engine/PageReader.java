/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine;

import io.ocrstream.contracts.FailureCode;
import io.ocrstream.contracts.OcrOptions;
import io.ocrstream.contracts.Page;
import io.ocrstream.contracts.Preparation;
import io.ocrstream.contracts.Treatment;
import io.ocrstream.engine.TessHandle.Threshold;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads a page's image, made ready as it needs, and once more where that promises something: turned
 * otherwise where its letters left doubt how it stands, told from its paper in another way where
 * next to nothing was read, freed from specks where writing was missed. A further reading counts
 * only if it is the better one.
 *
 * <p><b>Threading:</b> any. <b>Bounds:</b> {@value #MOST_ATTEMPTS} readings of a page, all within
 * its deadline; past it the page has timed out, whatever was read by then, so that its text does
 * not hang on the load.
 */
final class PageReader {
  /** Readings of a page: as made ready, turned otherwise, and in one other way. */
  static final int MOST_ATTEMPTS = 3;

  /**
   * Mean confidence below which a page may stand on its side or its head: so read, it has .3 to .5.
   */
  private static final double DOUBTFUL = 0.55;

  /** Mean confidence below which next to nothing was read. */
  private static final double HOPELESS = 0.5;

  /** Part of the letters below which writing was missed. */
  private static final double MISSED = 0.85;

  /** Times as many pieces of ink as before, above which another way has only made noise. */
  private static final int MOST_GROWTH = 3;

  /** Pieces of ink that are not too many, however few there were before. */
  private static final int FEW_PIECES = 5000;

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

  /**
   * A reading of a page.
   *
   * @param reading what was read, boxes in the prepared image's pixels
   * @param letters of the image that was read
   * @param prepared what had been done to it
   */
  private record Take(Reading reading, Letters letters, Prepared prepared) {
    @Nullable Double coverage() {
      return letters.coverage(reading.boxes());
    }

    boolean missedWriting() {
      Double coverage = coverage();
      return coverage != null && coverage < MISSED;
    }
  }

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
    return new Sitting(raster, job).read();
  }

  /** One page's readings. One thread. */
  private final class Sitting {
    private final Raster raster;
    private final Job job;
    private int attempts;

    Sitting(Raster raster, Job job) {
      this.raster = raster;
      this.job = job;
    }

    Attempt<Page> read() {
      int width = raster.width();
      int height = raster.height();
      raster.toGray();
      Prepared prepared = Preparer.prepare(raster);
      return take(prepared, Threshold.OTSU)
          .then(first -> first.reading().isBelow(DOUBTFUL) ? turned(first) : Attempt.done(first))
          .then(this::bettered)
          .then(best -> Attempt.done(page(best, width, height)));
    }

    private Attempt<Take> take(Prepared prepared, Threshold threshold) {
      return take(prepared, threshold, Integer.MAX_VALUE);
    }

    private Attempt<Take> take(Prepared prepared, Threshold threshold, int mostPieces) {
      Duration budget = Duration.ofNanos(job.deadline() - nanoTime.getAsLong());
      if (budget.isNegative() || budget.isZero()) {
        return Attempt.failed(FailureCode.TIMED_OUT, "The page took longer than it may.");
      }
      attempts++;
      int mode = job.options().pageSegmentationMode();
      return handles
          .with(job.models(), handle -> handle.read(raster, mode, threshold, budget, mostPieces))
          .then(
              scan ->
                  Attempt.done(
                      new Take(ReadingTable.parse(scan.table()), scan.letters(), prepared)));
    }

    /**
     * The page turned as the orientation model says, or turned back if its letters' shapes led
     * astray, if it reads better so; else the first reading.
     */
    private Attempt<Take> turned(Take first) {
      int quarters =
          first.prepared().quarters() != 0
              ? -first.prepared().quarters()
              : first.prepared().certain() ? 0 : orientation();
      if (quarters == 0) {
        return Attempt.done(first);
      }
      raster.turn(quarters);
      return take(first.prepared().turned(quarters), Threshold.OTSU)
          .then(
              second -> {
                if (second.reading().isBetterThan(first.reading())) {
                  return Attempt.done(second);
                }
                raster.turn(-quarters);
                return Attempt.done(first);
              });
    }

    private int orientation() {
      TessHandle.Models detector =
          new TessHandle.Models(job.models().folder(), TesseractCatalog.ORIENTATION_MODEL);
      return handles
          .with(detector, handle -> handle.orientation(raster))
          .filter(upright -> upright.confidence() >= CREDIBLE)
          .map(upright -> upright.degrees() / QUARTER)
          .orElse(0);
    }

    private Attempt<Take> bettered(Take best) {
      if (raster.depth() == 1) {
        return Attempt.done(best);
      }
      int most = MOST_GROWTH * best.letters().pieces() + FEW_PIECES;
      if (best.reading().isBelow(HOPELESS)) {
        Prepared tiled = best.prepared().with(Preparation.TILED_THRESHOLD);
        return take(tiled, Threshold.TILED_OTSU, most).then(other -> fuller(other, best));
      }
      if (best.missedWriting()) {
        raster.change(Retouch::despeckled);
        Prepared clean = best.prepared().with(Preparation.DESPECKLED);
        return take(clean, Threshold.OTSU, most).then(other -> fuller(other, best));
      }
      return Attempt.done(best);
    }

    private Attempt<Take> fuller(Take other, Take best) {
      return Attempt.done(other.reading().isFullerThan(best.reading()) ? other : best);
    }

    private Page page(Take take, int width, int height) {
      Prepared prepared = take.prepared();
      Reading reading = take.reading().on(prepared.frame());
      return new Page(
          job.number(),
          width,
          height,
          prepared.quarters() * QUARTER,
          Page.Status.READ,
          Page.TextSource.OCR,
          reading.confidence(),
          reading.text(),
          new Treatment(prepared.skew(), prepared.steps(), attempts, take.coverage(), null),
          reading.words(),
          reading.linesOnPage(),
          reading.blocksOnPage(),
          null);
    }
  }
}
