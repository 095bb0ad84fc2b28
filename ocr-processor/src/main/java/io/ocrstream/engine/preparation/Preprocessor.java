/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.preparation;

import io.ocrstream.contracts.Preparation;
import io.ocrstream.engine.image.BinaryImage;
import io.ocrstream.engine.image.BinaryImage.LetterOrientation;
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

  /** Shorter edge of a page, in pixels, below which it is blank: no letter is so small. */
  private static final int MIN_EDGE_PIXELS = 5;

  /** Height of letters, in pixels, below which the page is enlarged. */
  static final double MIN_LETTER_HEIGHT_PIXELS = 8;

  private static final float ENLARGEMENT = 2;

  /** Pixels up to which a page is enlarged. */
  static final long MAX_ENLARGED_PIXELS = 12_000_000;

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
    if (Math.min(raster.width(), raster.height()) < MIN_EDGE_PIXELS) {
      PageFrame page = PageFrame.of(raster.width(), raster.height());
      return new PreprocessedPage(page, List.of(), 0, 0, true, Contrast.NONE);
    }
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
    // After an earlier step, a dark area may be a shadow or the page's ground.
    if (steps.isEmpty()
        && !DarkPanels.invert(raster, ink, contrast, letterHeight, List.of()).isEmpty()) {
      recordStep(Preparation.INVERTED);
    }
    boolean ruled = TableRules.formTable(pieces, letterHeight, raster.width(), raster.height());
    double skew = PageOrientation.correctedSkew(ink);
    deskew(skew);
    LetterOrientation letterOrientation = PageOrientation.ofLetters(ink, letterHeight);
    int quarters = PageOrientation.quarters(letterOrientation);
    turn(quarters);
    forgetResolution(letterHeight);
    enlarge(letterHeight);
    assumeResolution(ruled);
    boolean upright = PageOrientation.isUpright(letterOrientation);
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
      if (ConnectedComponents.of(light.pieces(), 1).count()
          > ConnectedComponents.of(ink.pieces(), 1).count()) {
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
