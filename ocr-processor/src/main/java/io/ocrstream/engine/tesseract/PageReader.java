/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.tesseract;

import io.ocrstream.contracts.FailureCode;
import io.ocrstream.contracts.OcrOptions;
import io.ocrstream.contracts.Page;
import io.ocrstream.contracts.Preparation;
import io.ocrstream.contracts.Treatment;
import io.ocrstream.engine.Attempt;
import io.ocrstream.engine.Confidence;
import io.ocrstream.engine.image.ConnectedComponents;
import io.ocrstream.engine.image.ImageOps;
import io.ocrstream.engine.image.PixImage;
import io.ocrstream.engine.image.PreprocessedPage;
import io.ocrstream.engine.image.Preprocessor;
import io.ocrstream.engine.tesseract.TesseractHandle.Threshold;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads a page's image, made ready as it needs, and once more where that promises something: turned
 * otherwise where its letters left doubt how it stands, told from its paper in another way where
 * next to nothing was read, freed from specks where writing was missed. A further reading counts
 * only if it is the better one. What is hardly believed is not given out; the page then says that
 * it has ink which was not read.
 *
 * <p><b>Threading:</b> any. <b>Bounds:</b> {@value #MOST_ATTEMPTS} readings of a page, all within
 * its deadline; past it the page has timed out, whatever was read by then, so that its text does
 * not hang on the load.
 */
public final class PageReader {
  /** Readings of a page: as made ready, mirrored, turned three times, and in one other way. */
  static final int MOST_ATTEMPTS = 6;

  /**
   * Mean confidence below which a page may stand on its side or its head: so read, lines have .3 to
   * .5, a single line of capitals up to .7.
   */
  static final double DOUBTFUL = 0.75;

  /** Mean confidence from which no further letterOrientation is tried. */
  static final double SURE = 0.8;

  /** Mean confidence below which next to nothing was read. */
  static final double HOPELESS = 0.5;

  /** Mean confidence below which no word is believed: noise and drawings read as letters. */
  static final double MIN_TRUST = 0.3;

  /** Mean confidence from which faint ink is not that of the sheet's back: so read, it has .5. */
  private static final double MAX_TRUST_OF_BACK = 0.7;

  /** Mean confidence from which letters are not made of dots: print has .9. */
  private static final double MAX_TRUST_OF_DOTS = 0.9;

  /** Part of the letters below which writing was missed. */
  private static final double MISSED = 0.85;

  /** Times as many pieces of ink as before, above which another way has only made noise. */
  private static final int MOST_GROWTH = 3;

  /** Pieces of ink that are not too many, however few there were before. */
  private static final int FEW_PIECES = 5000;

  private static final int QUARTER = 90;

  private final TesseractPool handles;
  private final LongSupplier nanoTime;

  /**
   * What to read.
   *
   * @param number the page's, from 1
   * @param models with which
   * @param options how
   * @param deadline until when, as {@code nanoTime} counts
   */
  public record Job(int number, TesseractHandle.Models models, OcrOptions options, long deadline) {}

  /**
   * A reading of a page.
   *
   * @param reading what was read, boxes in the prepared image's pixels
   * @param letters of the image that was read
   * @param prepared what had been done to it
   */
  private record Take(
      RecognisedText reading, ConnectedComponents letters, PreprocessedPage prepared) {
    /** That of a page on which nothing is to be read. */
    static Take ofNothing(PreprocessedPage prepared) {
      return new Take(TsvParser.parse(""), ConnectedComponents.NONE, prepared);
    }

    boolean isOfNothing() {
      return reading.trust() == null && letters.count() == 0;
    }

    /** The same without its words, if they are hardly believed. */
    Take credible() {
      return reading.isBelow(MIN_TRUST) ? new Take(reading.emptied(), letters, prepared) : this;
    }

    @Nullable Double coverage() {
      return letters.coverage(reading.boxes());
    }

    @Nullable Double missedInk() {
      Double covered = coverage();
      return covered == null ? null : Confidence.rounded(1 - covered);
    }

    Page.@Nullable Incomplete incomplete() {
      return reading.words().isEmpty() && letters.mayBeText() ? Page.Incomplete.UNREAD_INK : null;
    }

    boolean missedWriting() {
      Double coverage = coverage();
      return coverage != null && coverage < MISSED;
    }
  }

  PageReader(TesseractPool handles, LongSupplier nanoTime) {
    this.handles = handles;
    this.nanoTime = nanoTime;
  }

  /**
   * Reads {@code raster}, which it changes.
   *
   * @param job which page, how, and until when
   */
  Attempt<Page> read(PixImage raster, Job job) {
    return new Sitting(raster, job).read();
  }

  /** One page's readings. One thread. */
  private final class Sitting {
    private final PixImage raster;
    private final Job job;
    private int attempts;
    private int quarters;

    Sitting(PixImage raster, Job job) {
      this.raster = raster;
      this.job = job;
    }

    Attempt<Page> read() {
      int width = raster.width();
      int height = raster.height();
      raster.toGray();
      PreprocessedPage prepared = Preprocessor.prepare(raster);
      quarters = prepared.quarters();
      if (prepared.isBlank()) {
        return Attempt.done(page(Take.ofNothing(prepared), width, height));
      }
      return take(prepared, Threshold.OTSU)
          .then(this::ofThisSide)
          .then(this::upright)
          .then(this::bettered)
          .then(best -> Attempt.done(page(best.credible(), width, height)));
    }

    private Attempt<Take> take(PreprocessedPage prepared, Threshold threshold) {
      return take(prepared, threshold, Integer.MAX_VALUE);
    }

    private Attempt<Take> take(PreprocessedPage prepared, Threshold threshold, int mostPieces) {
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
                  Attempt.done(new Take(TsvParser.parse(scan.table()), scan.letters(), prepared)));
    }

    /** Nothing, where what is read is the back of the sheet: faint, and better read mirrored. */
    private Attempt<Take> ofThisSide(Take first) {
      if (!first.prepared().isFaint() || !first.reading().isBelow(MAX_TRUST_OF_BACK)) {
        return Attempt.done(first);
      }
      raster.mirror();
      Attempt<Take> mirrored = take(first.prepared(), Threshold.OTSU);
      raster.mirror();
      return mirrored.then(
          back ->
              Attempt.done(
                  back.reading().isBetterThan(first.reading())
                      ? Take.ofNothing(first.prepared())
                      : first));
    }

    /** The page turned otherwise, if its letterOrientation is in doubt and it reads better so. */
    private Attempt<Take> upright(Take first) {
      if (first.isOfNothing()
          || !first.reading().isBelow(DOUBTFUL)
          || first.reading().hasSureLine()) {
        return Attempt.done(first);
      }
      Attempt<Take> best = Attempt.done(first);
      for (int quarters : Preprocessor.otherOrientations(raster)) {
        PreprocessedPage turned = first.prepared().turned(quarters);
        best = best.then(so -> so.reading().isBelow(SURE) ? better(so, turned) : Attempt.done(so));
      }
      return best.then(
          take -> {
            stand(take.prepared());
            return Attempt.done(take);
          });
    }

    private Attempt<Take> better(Take best, PreprocessedPage turned) {
      stand(turned);
      return take(turned, Threshold.OTSU).then(other -> moreTrusted(other, best));
    }

    /* Turns the image, if it is not yet as it is said to be. */
    private void stand(PreprocessedPage turned) {
      raster.turn(turned.quarters() - quarters);
      quarters = turned.quarters();
    }

    private Attempt<Take> bettered(Take best) {
      if (best.isOfNothing()) {
        return Attempt.done(best);
      }
      if (best.reading().isBelow(MAX_TRUST_OF_DOTS) && best.letters().areDotted()) {
        raster.change(ImageOps::joined);
        PreprocessedPage joined = best.prepared().with(Preparation.DOTS_JOINED);
        return take(joined, Threshold.OTSU).then(other -> moreTrusted(other, best));
      }
      if (raster.depth() == 1) {
        return Attempt.done(best);
      }
      int most = MOST_GROWTH * best.letters().pieces() + FEW_PIECES;
      if (best.reading().isBelow(HOPELESS)) {
        PreprocessedPage tiled = best.prepared().with(Preparation.TILED_THRESHOLD);
        return take(tiled, Threshold.TILED_OTSU, most).then(other -> fuller(other, best));
      }
      if (best.missedWriting()) {
        raster.change(ImageOps::despeckled);
        PreprocessedPage clean = best.prepared().with(Preparation.DESPECKLED);
        return take(clean, Threshold.OTSU, most).then(other -> fuller(other, best));
      }
      return Attempt.done(best);
    }

    private Attempt<Take> moreTrusted(Take other, Take best) {
      return Attempt.done(other.reading().isBetterThan(best.reading()) ? other : best);
    }

    private Attempt<Take> fuller(Take other, Take best) {
      return Attempt.done(other.reading().isFullerThan(best.reading()) ? other : best);
    }

    private Page page(Take take, int width, int height) {
      PreprocessedPage prepared = take.prepared();
      RecognisedText reading = take.reading().on(prepared.frame());
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
          null,
          take.missedInk(),
          take.incomplete());
    }
  }
}
