/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.preparation;

import io.ocrstream.contracts.Preparation;
import io.ocrstream.engine.image.BinaryImage;
import io.ocrstream.engine.image.BinaryImage.LetterOrientation;
import io.ocrstream.engine.image.BinaryImage.Skew;
import io.ocrstream.engine.image.ConnectedComponents;
import io.ocrstream.engine.image.ImageOps;
import io.ocrstream.engine.image.PixImage;
import io.ocrstream.engine.image.PixelRectangle;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Measures a page and applies only the preprocessing that it needs. Each step, applied always,
 * would make clear pages worse. Measuring costs a few percent of recognition; trying both ways
 * would double it.
 *
 * <p><b>Threading:</b> one thread.
 */
public final class Preprocessor {
  /** Share of black pixels above which the page may be light on dark. */
  private static final double MAX_NORMAL_BLACK_SHARE = 0.5;

  /**
   * Ratio of specks to pixels from which the page has salt-and-pepper noise. Halftones have fewer.
   */
  private static final double MIN_SPECKS_OVER_PIXELS = 0.005;

  /** Edge in pixels of the largest speck. */
  private static final int MAX_SPECK_PIXELS = 2;

  /** Height of letters, in pixels, below which the page is enlarged. */
  static final double MIN_LETTER_HEIGHT_PIXELS = 8;

  private static final float ENLARGEMENT = 2;

  /** Pixels up to which a page is enlarged. */
  static final long MAX_ENLARGED_PIXELS = 12_000_000;

  /** Height of letters, in pixels, from which orientation is measured at half the resolution. */
  private static final double MIN_HALVED_LETTER_HEIGHT_PIXELS = 20;

  /** Pixels below which halving the resolution saves too little time. */
  private static final long MIN_HALVED_PIXELS = 4_000_000;

  /** Skew in degrees, in either direction, of most pages. */
  private static final int USUAL_SKEW_DEGREES = 7;

  /** Largest skew searched, in degrees: 45, and a margin that the search needs beyond its peak. */
  private static final int MAX_SKEW_DEGREES = 47;

  /** Confidence from which a skew in the usual range is accepted without searching further. */
  private static final double MIN_CONFIDENCE_USUAL_SKEW = 8;

  /** Minimum confidence of a skew: Leptonica's default. */
  private static final double MIN_CONFIDENCE_SKEW = 3;

  /**
   * Minimum skew in degrees that is corrected. Tesseract handles less itself, and resampling blurs.
   */
  private static final double MIN_CORRECTED_SKEW_DEGREES = 2;

  /** Ratio of confidences from which lines are taken to run in one direction and not across it. */
  private static final double MIN_LINE_DIRECTION_RATIO = 1.5;

  /** Standard deviations from which an orientation is accepted: Leptonica's default. */
  private static final double MIN_ORIENTATION_DEVIATIONS = 8;

  /** Ratio of the evidence for one axis to that for the other: Leptonica's default. */
  private static final double MIN_AXIS_RATIO = 2.5;

  /** Standard deviations from which letters that look upright are accepted as upright. */
  private static final double MIN_UPRIGHT_DEVIATIONS = 2;

  /**
   * Resolution in dpi that cameras and screens state by default. It and lower ones count as
   * unknown.
   */
  private static final int MAX_UNKNOWN_DPI = 72;

  /**
   * Resolution in dpi that is assumed for ruled tables: below 96 Tesseract takes them for pictures.
   * Receipts and photos without rules are recognised better at Tesseract's own assumption of 70.
   */
  private static final int TABLE_DPI = 200;

  /**
   * Height of letters, in points, below which the stated resolution is wrong. Print has 1.5 and
   * more. Tesseract takes letters that it expects to be so small for specks.
   */
  static final double MIN_LETTER_POINTS = 1.2;

  private static final double POINTS_PER_INCH = 72;

  private final PixImage raster;
  private final List<Preparation> steps = new ArrayList<>();
  private PageFrame frame;
  private BinaryImage ink;
  private List<PixelRectangle> pieces = List.of();

  private Preprocessor(PixImage raster) {
    this.raster = raster;
    this.frame = PageFrame.of(raster.width(), raster.height());
    this.ink = raster.ink();
  }

  /** Preprocesses {@code raster}, which is gray or binary, in place. */
  public static PreprocessedPage prepare(PixImage raster) {
    Preprocessor preparer = new Preprocessor(raster);
    try {
      return preparer.prepare();
    } finally {
      preparer.ink.close();
    }
  }

  private PreprocessedPage prepare() {
    Contrast contrast = contrast();
    if (contrast == null || !contrast.isBlank()) {
      invertIfLightOnDark();
    }
    normaliseBackground(contrast);
    contrast = steps.isEmpty() ? contrast : contrast();
    if (contrast != null && contrast.isBlank()) {
      return new PreprocessedPage(frame, steps, 0, 0, true, contrast);
    }
    whitenBackground(contrast);
    pieces = ink.pieces();
    joinDots();
    removeSpecks();
    double letterHeight = ConnectedComponents.of(pieces).height();
    boolean ruled = TableRules.formTable(pieces, letterHeight, raster.width(), raster.height());
    double skew = correctedDegrees(skew(ink));
    deskew(skew);
    LetterOrientation letterOrientation = letterOrientation(ink, letterHeight);
    int quarters = quarters(letterOrientation);
    turn(quarters);
    forgetResolution(letterHeight);
    enlarge(letterHeight);
    assumeResolution(ruled);
    boolean upright =
        letterOrientation.up()
            >= Math.max(
                MIN_UPRIGHT_DEVIATIONS, MIN_AXIS_RATIO * Math.abs(letterOrientation.left()));
    return new PreprocessedPage(frame, steps, skew, quarters, quarters != 0 || upright, contrast);
  }

  /** Records a step that changed the image, and binarises it again. */
  private void recordStep(Preparation step) {
    steps.add(step);
    ink.close();
    ink = raster.ink();
  }

  private void invertIfLightOnDark() {
    if (ink.blackShare() <= MAX_NORMAL_BLACK_SHARE) {
      return;
    }
    try (BinaryImage light = ink.inverted()) {
      if (ConnectedComponents.of(light.pieces()).count()
          > ConnectedComponents.of(ink.pieces()).count()) {
        raster.change(ImageOps::inverted);
        recordStep(Preparation.INVERTED);
      }
    }
  }

  private void normaliseBackground(@Nullable Contrast contrast) {
    boolean backgroundNormalised =
        contrast != null
            && (contrast.isUnclear()
                || BackgroundLevels.of(raster.pix()).filter(BackgroundLevels::isUneven).isPresent())
            && raster.change(ImageOps::backgroundNormalised);
    if (backgroundNormalised) {
      recordStep(Preparation.BACKGROUND_NORMALISED);
    }
  }

  private void whitenBackground(@Nullable Contrast contrast) {
    if (contrast != null
        && contrast.isPatterned()
        && raster.change(ImageOps.whitened(contrast.threshold()))) {
      recordStep(Preparation.GROUND_WHITENED);
    }
  }

  private @Nullable Contrast contrast() {
    return raster.depth() == 1 ? null : Contrast.of(raster.pix());
  }

  /* A blur over half the distance to the next dot closes the gap. */
  private void joinDots() {
    double distance = DotMatrix.distance(pieces);
    if (distance > 0) {
      raster.change(ImageOps.joined((int) Math.ceil(distance / 2)));
      recordStep(Preparation.DOTS_JOINED);
      pieces = ink.pieces();
    }
  }

  private void removeSpecks() {
    long specks =
        pieces.stream()
            .filter(b -> b.width() <= MAX_SPECK_PIXELS && b.height() <= MAX_SPECK_PIXELS)
            .count();
    if (specks >= MIN_SPECKS_OVER_PIXELS * ink.pixels()) {
      raster.change(ImageOps::despeckled);
      recordStep(Preparation.DESPECKLED);
      pieces = ink.pieces();
    }
  }

  /* Lines of a page on its side show no skew, so the search is repeated with the page turned. */
  private static Skew skew(BinaryImage ink) {
    Skew usual = ink.skew(USUAL_SKEW_DEGREES);
    if (usual.confidence() >= MIN_CONFIDENCE_USUAL_SKEW) {
      return usual;
    }
    Skew wide = ink.skew(MAX_SKEW_DEGREES);
    if (wide.confidence() < MIN_CONFIDENCE_SKEW) {
      try (BinaryImage side = ink.turned(1)) {
        Skew across = side.skew(MAX_SKEW_DEGREES);
        return across.confidence() > wide.confidence() ? across : wide;
      }
    }
    // The narrow search is more precise, but unreliable at the ends of its range.
    boolean beyond = Math.abs(wide.degrees()) > USUAL_SKEW_DEGREES;
    return beyond || usual.confidence() < MIN_CONFIDENCE_SKEW ? wide : usual;
  }

  private static double correctedDegrees(Skew skew) {
    return skew.confidence() >= MIN_CONFIDENCE_SKEW
            && Math.abs(skew.degrees()) >= MIN_CORRECTED_SKEW_DEGREES
        ? skew.degrees()
        : 0;
  }

  /* Rotates the gray image, because rotating a binary one frays its edges. */
  private void deskew(double degrees) {
    if (degrees != 0) {
      raster.change(ImageOps.rotated(degrees));
      frame = frame.straightened(degrees, raster.width(), raster.height());
      recordStep(Preparation.STRAIGHTENED);
    }
  }

  private void turn(int quarters) {
    if (quarters != 0) {
      raster.turn(quarters);
      frame = frame.turned(quarters);
      steps.add(Preparation.TURNED);
    }
  }

  private static LetterOrientation letterOrientation(BinaryImage ink, double letterHeight) {
    if (letterHeight < MIN_HALVED_LETTER_HEIGHT_PIXELS || ink.pixels() < MIN_HALVED_PIXELS) {
      return ink.letterOrientation();
    }
    try (BinaryImage half = ink.halved()) {
      return letterOrientation(half, letterHeight / 2);
    }
  }

  /**
   * Returns the quarter turns to try on a page of uncertain orientation: 2 where its lines are
   * horizontal, 1 and 3 where they are vertical, and all where the lines are unclear.
   */
  public static List<Integer> otherOrientations(PixImage page) {
    try (BinaryImage ink = page.ink();
        BinaryImage side = ink.turned(1)) {
      double level = ink.skew(USUAL_SKEW_DEGREES).confidence();
      double upright = side.skew(USUAL_SKEW_DEGREES).confidence();
      return level >= MIN_LINE_DIRECTION_RATIO * upright
          ? List.of(2)
          : upright >= MIN_LINE_DIRECTION_RATIO * level ? List.of(1, 3) : List.of(1, 2, 3);
    }
  }

  private static int quarters(LetterOrientation letterOrientation) {
    double along = Math.abs(letterOrientation.up());
    double across = Math.abs(letterOrientation.left());
    if (along >= MIN_ORIENTATION_DEVIATIONS && along >= MIN_AXIS_RATIO * across) {
      return letterOrientation.up() > 0 ? 0 : 2;
    }
    if (across >= MIN_ORIENTATION_DEVIATIONS && across >= MIN_AXIS_RATIO * along) {
      return letterOrientation.left() > 0 ? 1 : 3;
    }
    return 0;
  }

  private void enlarge(double letterHeight) {
    if (letterHeight > 0
        && letterHeight < MIN_LETTER_HEIGHT_PIXELS
        && (long) raster.width() * raster.height() <= MAX_ENLARGED_PIXELS) {
      raster.change(ImageOps.scaled(ENLARGEMENT));
      frame = frame.scaled(raster.width(), raster.height());
      steps.add(Preparation.UPSCALED);
    }
  }

  private void forgetResolution(double letterHeight) {
    if (letterHeight > 0
        && letterHeight * POINTS_PER_INCH < MIN_LETTER_POINTS * raster.resolution()) {
      raster.assumeResolution(MAX_UNKNOWN_DPI);
    }
  }

  /* Tesseract's search for rules depends on the resolution. An enlarged page is fine enough. */
  private void assumeResolution(boolean ruled) {
    boolean small = steps.contains(Preparation.UPSCALED);
    if (ruled && !small && raster.resolution() <= MAX_UNKNOWN_DPI) {
      raster.assumeResolution(TABLE_DPI);
    }
  }
}
