/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.image;

import io.ocrstream.contracts.Preparation;
import io.ocrstream.engine.image.BinaryImage.Slant;
import io.ocrstream.engine.image.BinaryImage.Stance;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Measures a page and makes ready what would be read badly as it is. What needs nothing is left as
 * it came: each of these steps, taken always, harms the pages that are clear. Measuring costs a few
 * hundredths of what reading does; reading twice to find out would cost as much again.
 *
 * <p><b>Threading:</b> one thread.
 */
public final class Preprocessor {
  /** Part of the page that is ink, above which the page may be light on dark. */
  private static final double MOSTLY_INK = 0.5;

  /** Specks over pixels, from which salt and pepper lies on the page; halftones have fewer. */
  private static final double SPECKLED = 0.005;

  /** Pixels a side of the largest speck. */
  private static final int SPECK = 2;

  /** Height of letters, in pixels, below which they are made larger. */
  static final double SMALL_LETTERS = 8;

  private static final float ENLARGEMENT = 2;

  /** Pixels that a page may have to be made larger. */
  static final long MOST_PIXELS_ENLARGED = 12_000_000;

  /** Height of letters, in pixels, from which half the resolution shows how they stand. */
  private static final double TALL_LETTERS = 20;

  /** Pixels below which halving the resolution saves nothing worth having. */
  private static final long LARGE = 4_000_000;

  /** Degrees to either side in which most pages' lines run. */
  private static final int USUAL_SLANT = 7;

  /** Degrees to either side to look in: 45, and what the search needs beyond its peak. */
  private static final int WIDEST_SLANT = 47;

  /** From here a slant among the usual ones is not looked for among the others. */
  private static final double PLAIN_SLANT = 8;

  /** From here a slant is believed; Leptonica's own. */
  private static final double CREDIBLE_SLANT = 3;

  /** Degrees from which lines are made level: Tesseract follows less, and resampling blurs. */
  private static final double LEAST_SLANT = 2;

  /** How many times as clear lines must run one way as across it, to be taken to run so. */
  private static final double CLEARER_LINES = 1.5;

  /** Standard deviations from which the letters' stance is believed; Leptonica's own. */
  private static final double CREDIBLE_STANCE = 8;

  /** By how much it must be clearer than across; Leptonica's own. */
  private static final double CLEARER_THAN_ACROSS = 2.5;

  /** Standard deviations from which letters that seem upright are not doubted further. */
  private static final double RATHER_UPRIGHT = 2;

  /** Dots per inch that cameras and screens state for want of better; so or less says nothing. */
  private static final int MAX_DPI_NOT_STATED = 72;

  /**
   * Dots per inch to assume for ruled tables: below 96 Tesseract takes them for pictures. Receipts
   * and photos without rules are read better as what Tesseract itself assumes, 70.
   */
  private static final int MIN_DPI_OF_TABLE = 200;

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

  /** Makes {@code raster}, gray or black and white, ready to be read. */
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
      darkOnLight();
    }
    evenPaper(contrast);
    contrast = steps.isEmpty() ? contrast : contrast();
    if (contrast != null && contrast.isBlank()) {
      return new PreprocessedPage(frame, steps, 0, 0, true, contrast);
    }
    whitenGround(contrast);
    pieces = ink.pieces();
    takeOutSpecks();
    double letterHeight = ConnectedComponents.of(pieces).height();
    boolean ruled = TableRules.makeTable(pieces, letterHeight, raster.width(), raster.height());
    double slant = worthwhile(slant(ink));
    straighten(slant);
    Stance stance = stance(ink, letterHeight);
    int quarters = quarters(stance);
    turn(quarters);
    enlarge(letterHeight);
    assumeResolution(ruled);
    boolean upright =
        stance.up() >= Math.max(RATHER_UPRIGHT, CLEARER_THAN_ACROSS * Math.abs(stance.left()));
    return new PreprocessedPage(frame, steps, slant, quarters, quarters != 0 || upright, contrast);
  }

  /** Notes a step that has changed the image, and measures it anew. */
  private void did(Preparation step) {
    steps.add(step);
    ink.close();
    ink = raster.ink();
  }

  private void darkOnLight() {
    if (ink.share() <= MOSTLY_INK) {
      return;
    }
    try (BinaryImage light = ink.inverted()) {
      if (ConnectedComponents.of(light.pieces()).count()
          > ConnectedComponents.of(ink.pieces()).count()) {
        raster.change(ImageOps::inverted);
        did(Preparation.INVERTED);
      }
    }
  }

  private void evenPaper(@Nullable Contrast contrast) {
    boolean evened =
        contrast != null
            && (contrast.isUnclear()
                || BackgroundLevels.of(raster.pix()).filter(BackgroundLevels::isUneven).isPresent())
            && raster.change(ImageOps::evened);
    if (evened) {
      did(Preparation.BACKGROUND_NORMALISED);
    }
  }

  private void whitenGround(@Nullable Contrast contrast) {
    if (contrast != null
        && contrast.isPatterned()
        && raster.change(ImageOps.whitened(contrast.threshold()))) {
      did(Preparation.GROUND_WHITENED);
    }
  }

  private @Nullable Contrast contrast() {
    return raster.depth() == 1 ? null : Contrast.of(raster.pix());
  }

  private void takeOutSpecks() {
    long specks = pieces.stream().filter(b -> b.width() <= SPECK && b.height() <= SPECK).count();
    if (specks >= SPECKLED * ink.pixels()) {
      raster.change(ImageOps::despeckled);
      did(Preparation.DESPECKLED);
      pieces = ink.pieces();
    }
  }

  /* Lines of a page on its side show no slant: then it is looked for with the page turned. */
  private static Slant slant(BinaryImage ink) {
    Slant usual = ink.slant(USUAL_SLANT);
    if (usual.confidence() >= PLAIN_SLANT) {
      return usual;
    }
    Slant wide = ink.slant(WIDEST_SLANT);
    if (wide.confidence() < CREDIBLE_SLANT) {
      try (BinaryImage side = ink.turned(1)) {
        Slant across = side.slant(WIDEST_SLANT);
        return across.confidence() > wide.confidence() ? across : wide;
      }
    }
    // The narrower search is the finer one, but blind at its ends.
    boolean beyond = Math.abs(wide.degrees()) > USUAL_SLANT;
    return beyond || usual.confidence() < CREDIBLE_SLANT ? wide : usual;
  }

  private static double worthwhile(Slant slant) {
    return slant.confidence() >= CREDIBLE_SLANT && Math.abs(slant.degrees()) >= LEAST_SLANT
        ? slant.degrees()
        : 0;
  }

  /* The gray image is made level, not the ink: black and white ones fray. */
  private void straighten(double degrees) {
    if (degrees != 0) {
      raster.change(ImageOps.turnedBy(degrees));
      frame = frame.straightened(degrees, raster.width(), raster.height());
      did(Preparation.STRAIGHTENED);
    }
  }

  private void turn(int quarters) {
    if (quarters != 0) {
      raster.turn(quarters);
      frame = frame.turned(quarters);
      steps.add(Preparation.TURNED);
    }
  }

  private static Stance stance(BinaryImage ink, double letterHeight) {
    if (letterHeight < TALL_LETTERS || ink.pixels() < LARGE) {
      return ink.stance();
    }
    try (BinaryImage half = ink.halved()) {
      return stance(half, letterHeight / 2);
    }
  }

  /**
   * Quarters by which {@code page}, whose stance is in doubt, may have to be turned: to its head
   * where its lines run level, to its sides where they run upright, to all where they do not say.
   */
  public static List<Integer> otherStances(PixImage page) {
    try (BinaryImage ink = page.ink();
        BinaryImage side = ink.turned(1)) {
      double level = ink.slant(USUAL_SLANT).confidence();
      double upright = side.slant(USUAL_SLANT).confidence();
      return level >= CLEARER_LINES * upright
          ? List.of(2)
          : upright >= CLEARER_LINES * level ? List.of(1, 3) : List.of(1, 2, 3);
    }
  }

  private static int quarters(Stance stance) {
    double along = Math.abs(stance.up());
    double across = Math.abs(stance.left());
    if (along >= CREDIBLE_STANCE && along >= CLEARER_THAN_ACROSS * across) {
      return stance.up() > 0 ? 0 : 2;
    }
    if (across >= CREDIBLE_STANCE && across >= CLEARER_THAN_ACROSS * along) {
      return stance.left() > 0 ? 1 : 3;
    }
    return 0;
  }

  private void enlarge(double letterHeight) {
    if (letterHeight > 0
        && letterHeight < SMALL_LETTERS
        && (long) raster.width() * raster.height() <= MOST_PIXELS_ENLARGED) {
      raster.change(ImageOps.scaled(ENLARGEMENT));
      frame = frame.scaled(raster.width(), raster.height());
      steps.add(Preparation.UPSCALED);
    }
  }

  /* Tesseract's search for rules and columns depends on it; what was enlarged is fine enough. */
  private void assumeResolution(boolean ruled) {
    boolean small = steps.contains(Preparation.UPSCALED);
    if (ruled && !small && raster.resolution() <= MAX_DPI_NOT_STATED) {
      raster.assumeResolution(MIN_DPI_OF_TABLE);
    }
  }
}
