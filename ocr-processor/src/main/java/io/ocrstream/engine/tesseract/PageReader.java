/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.tesseract;

import io.ocrstream.contracts.FailureCode;
import io.ocrstream.contracts.OcrOptions;
import io.ocrstream.contracts.Outcome;
import io.ocrstream.contracts.Page;
import io.ocrstream.contracts.Preparation;
import io.ocrstream.engine.image.ImageOps;
import io.ocrstream.engine.image.PixImage;
import io.ocrstream.engine.preparation.DarkPanels;
import io.ocrstream.engine.preparation.PageOrientation;
import io.ocrstream.engine.preparation.PreprocessedPage;
import io.ocrstream.engine.preparation.Preprocessor;
import io.ocrstream.engine.tesseract.TesseractHandle.Threshold;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/**
 * Recognises the image of a page. It preprocesses the image and recognises it once, and tries again
 * if that is promising: in other orientations if the orientation is uncertain, with another
 * binarisation if almost nothing was recognised, and after despeckling if letters were missed. A
 * further result is used only if it is better. Words of very low confidence are dropped, and the
 * page is then marked as having unread ink.
 *
 * <p><b>Threading:</b> any. <b>Bounds:</b> at most {@value #MAX_ATTEMPTS} recognitions of a page,
 * within its deadline. After the deadline the page fails even if it was recognised already, so that
 * its text does not depend on the load.
 */
public final class PageReader {
  /**
   * Maximum number of recognitions of a page: as preprocessed, mirrored, in three other
   * orientations, with its dark panels inverted, and in one other way.
   */
  static final int MAX_ATTEMPTS = 7;

  /**
   * Mean confidence below which a page may be rotated by a quarter or half turn. Measured: rotated
   * lines have 0.3 to 0.5, a single line of capitals up to 0.7.
   */
  static final double MIN_CONFIDENCE_UPRIGHT = 0.75;

  /** Mean confidence from which no further orientation is tried. */
  static final double MIN_CONFIDENCE_SURE = 0.8;

  /** Mean confidence below which almost nothing was recognised. */
  static final double MIN_CONFIDENCE_BINARISATION = 0.5;

  /**
   * Mean confidence from which faint ink is on the front of the sheet. Measured: the back of the
   * sheet has 0.5.
   */
  private static final double MAX_CONFIDENCE_BACK_OF_SHEET = 0.7;

  /** Mean confidence from which letters are not dot-matrix print. Measured: other print has 0.9. */
  private static final double MAX_CONFIDENCE_DOT_MATRIX = 0.9;

  /**
   * Growth of the number of connected components above which another binarisation only added noise.
   */
  private static final int MAX_COMPONENT_GROWTH = 3;

  /** Number of connected components that is acceptable whatever the growth. */
  private static final int MAX_COMPONENTS_ALWAYS = 5000;

  private static final int FULL_TURN = 4;

  private final Recognition recognition;
  private final LongSupplier nanoTime;

  /** Recognises an image once. Any thread. */
  interface Recognition {
    /**
     * Recognises {@code image}, see {@link TesseractHandle#read}.
     *
     * @param models models to use
     */
    Outcome<TesseractHandle.Scan> read(
        TesseractHandle.Models models,
        PixImage image,
        int pageSegmentationMode,
        Threshold threshold,
        Duration timeout,
        int maxComponents);
  }

  /**
   * A page to recognise.
   *
   * @param number from 1
   * @param models models to use
   * @param options the event's options
   * @param deadline in terms of {@code nanoTime}
   */
  public record Job(int number, TesseractHandle.Models models, OcrOptions options, long deadline) {
    /** Returns this job with another page segmentation mode. */
    Job with(int pageSegmentationMode) {
      OcrOptions other = options.withPageSegmentationMode(pageSegmentationMode);
      return new Job(number, models, other, deadline);
    }
  }

  PageReader(Recognition recognition, LongSupplier nanoTime) {
    this.recognition = recognition;
    this.nanoTime = nanoTime;
  }

  /**
   * Recognises {@code raster}, which it changes.
   *
   * @param job the page's options and deadline
   */
  Outcome<Page> read(PixImage raster, Job job) {
    return new ReadAttempts(raster, job).read();
  }

  /** The recognitions of one page. One thread. */
  private final class ReadAttempts {
    private final PixImage raster;
    private final Job job;
    private int attempts;
    private int quarters;

    ReadAttempts(PixImage raster, Job job) {
      this.raster = raster;
      this.job = job;
    }

    Outcome<Page> read() {
      int width = raster.width();
      int height = raster.height();
      raster.toGray();
      PreprocessedPage prepared = Preprocessor.prepare(raster);
      quarters = prepared.quarters();
      if (prepared.isBlank()) {
        return Outcome.of(ReadAttempt.blank(prepared).page(job.number(), width, height, attempts));
      }
      return attempt(prepared, Threshold.OTSU)
          .flatMap(this::unlessBackOfSheet)
          .flatMap(this::withFewLetters)
          .flatMap(this::upright)
          .flatMap(this::withUnreadPanels)
          .flatMap(this::improved)
          .map(best -> best.credible().page(job.number(), width, height, attempts));
    }

    private Outcome<ReadAttempt> attempt(PreprocessedPage prepared, Threshold threshold) {
      return attempt(prepared, threshold, Integer.MAX_VALUE);
    }

    private Outcome<ReadAttempt> attempt(
        PreprocessedPage prepared, Threshold threshold, int maxComponents) {
      int mode = job.options().pageSegmentationMode();
      return scan(mode, threshold, maxComponents)
          .map(scan -> ReadAttempt.of(scan, prepared, raster));
    }

    private Outcome<TesseractHandle.Scan> scan(int mode, Threshold threshold, int maxComponents) {
      Duration left = Duration.ofNanos(job.deadline() - nanoTime.getAsLong());
      if (left.isNegative() || left.isZero()) {
        return Outcome.failed(FailureCode.TIMED_OUT, "The page exceeded its time limit");
      }
      attempts++;
      return recognition.read(job.models(), raster, mode, threshold, left, maxComponents);
    }

    /** Returns the text of a page of so few letters that they form no line. */
    private Outcome<ReadAttempt> withFewLetters(ReadAttempt first) {
      Optional<FewLetters> few =
          first.isBlank() && !first.prepared().isFaint() && isDefaultMode()
              ? FewLetters.on(raster)
              : Optional.empty();
      return few.isEmpty() ? Outcome.of(first) : ofBlock(few.get(), first);
    }

    private boolean isDefaultMode() {
      return job.options().pageSegmentationMode() == OcrOptions.DEFAULT_PAGE_SEGMENTATION_MODE;
    }

    private Outcome<ReadAttempt> ofBlock(FewLetters few, ReadAttempt blank) {
      PreprocessedPage prepared = few.prepare(raster, blank.prepared());
      return scan(TesseractHandle.ONE_BLOCK, Threshold.OTSU, Integer.MAX_VALUE)
          .map(
              scan ->
                  FewLetters.credible(ReadAttempt.of(scan, prepared, raster), scan.ink(), blank));
    }

    /**
     * Returns a blank result if the ink shines through from the back: it is faint, and recognised
     * better when mirrored.
     */
    private Outcome<ReadAttempt> unlessBackOfSheet(ReadAttempt first) {
      if (!first.prepared().isFaint() || !first.reading().isBelow(MAX_CONFIDENCE_BACK_OF_SHEET)) {
        return Outcome.of(first);
      }
      raster.mirror();
      Outcome<ReadAttempt> mirrored = attempt(first.prepared(), Threshold.OTSU);
      raster.mirror();
      return mirrored.map(
          back ->
              back.reading().isBetterThan(first.reading())
                  ? ReadAttempt.blank(first.prepared())
                  : first);
    }

    /** Returns the best result of all orientations, if the orientation is uncertain. */
    private Outcome<ReadAttempt> upright(ReadAttempt first) {
      if (first.isBlank()
          || !first.reading().isBelow(MIN_CONFIDENCE_UPRIGHT)
          || first.reading().hasSureLine()) {
        return Outcome.of(first);
      }
      Outcome<ReadAttempt> best = Outcome.of(first);
      for (int quarters : orientations(first.prepared())) {
        PreprocessedPage turned = first.prepared().turned(quarters);
        best =
            best.flatMap(
                so ->
                    so.reading().isBelow(MIN_CONFIDENCE_SURE)
                        ? better(so, turned)
                        : Outcome.of(so));
      }
      return best.map(
          attempt -> {
            rotateTo(attempt.prepared());
            return attempt;
          });
    }

    /* Begins with the page as it came, if it was turned: its letters may have misled. */
    private List<Integer> orientations(PreprocessedPage first) {
      int back = Math.floorMod(-first.quarters(), FULL_TURN);
      List<Integer> others = PageOrientation.otherOrientations(raster);
      return Stream.concat(Stream.of(back), others.stream())
          .filter(turn -> turn != 0)
          .distinct()
          .toList();
    }

    private Outcome<ReadAttempt> better(ReadAttempt best, PreprocessedPage turned) {
      rotateTo(turned);
      return attempt(turned, Threshold.OTSU).map(best::orMoreTrusted);
    }

    /* Rotates the image to the orientation of turned. */
    private void rotateTo(PreprocessedPage turned) {
      raster.turn(turned.quarters() - quarters);
      quarters = turned.quarters();
    }

    /**
     * Returns the text with that of dark panels of which nothing was read. Panels were inverted
     * already where the page needed no other preprocessing.
     */
    private Outcome<ReadAttempt> withUnreadPanels(ReadAttempt best) {
      List<DarkPanels.Panel> panels =
          best.isBlank() || best.prepared().steps().isEmpty()
              ? List.of()
              : DarkPanels.invertUnread(
                  raster, best.prepared(), best.letters().height(), best.reading().boxes());
      return panels.isEmpty()
          ? Outcome.of(best)
          : attempt(best.prepared().with(Preparation.INVERTED), Threshold.OTSU)
              .map(inverted -> best.orWithPanels(inverted, panels));
    }

    private Outcome<ReadAttempt> improved(ReadAttempt best) {
      if (best.isBlank()) {
        return Outcome.of(best);
      }
      if (best.reading().isBelow(MAX_CONFIDENCE_DOT_MATRIX) && best.letters().areDotted()) {
        raster.change(ImageOps::joined);
        PreprocessedPage joined = best.prepared().with(Preparation.DOTS_JOINED);
        return attempt(joined, Threshold.OTSU).map(best::orMoreTrusted);
      }
      if (raster.depth() == 1) {
        return Outcome.of(best);
      }
      int most = MAX_COMPONENT_GROWTH * best.letters().pieces() + MAX_COMPONENTS_ALWAYS;
      if (best.reading().isBelow(MIN_CONFIDENCE_BINARISATION)) {
        PreprocessedPage tiled = best.prepared().with(Preparation.TILED_THRESHOLD);
        return attempt(tiled, Threshold.TILED_OTSU, most).map(best::orFuller);
      }
      if (best.missedText()) {
        raster.change(ImageOps::despeckled);
        PreprocessedPage clean = best.prepared().with(Preparation.DESPECKLED);
        return attempt(clean, Threshold.OTSU, most).map(best::orFuller);
      }
      return Outcome.of(best);
    }
  }
}
