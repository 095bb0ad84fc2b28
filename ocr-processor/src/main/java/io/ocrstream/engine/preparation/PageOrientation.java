/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.preparation;

import io.ocrstream.engine.image.BinaryImage;
import io.ocrstream.engine.image.BinaryImage.LetterOrientation;
import io.ocrstream.engine.image.BinaryImage.Skew;
import io.ocrstream.engine.image.PixImage;
import java.util.List;

/** Measures the skew of a page's lines and the orientation of its letters. */
public final class PageOrientation {
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

  private PageOrientation() {}

  /** Returns the clockwise rotation, in degrees, that makes the lines horizontal; 0 if small. */
  static double correctedSkew(BinaryImage ink) {
    Skew skew = skew(ink);
    return skew.confidence() >= MIN_CONFIDENCE_SKEW
            && Math.abs(skew.degrees()) >= MIN_CORRECTED_SKEW_DEGREES
        ? skew.degrees()
        : 0;
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

  /** Measures the orientation of the letters. Lines must be horizontal or vertical. */
  static LetterOrientation ofLetters(BinaryImage ink, double letterHeight) {
    if (letterHeight < MIN_HALVED_LETTER_HEIGHT_PIXELS || ink.pixels() < MIN_HALVED_PIXELS) {
      return ink.letterOrientation();
    }
    try (BinaryImage half = ink.halved()) {
      return ofLetters(half, letterHeight / 2);
    }
  }

  /** Returns the clockwise quarter turns that make the letters upright; 0 if unclear. */
  static int quarters(LetterOrientation letterOrientation) {
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

  /** Returns whether the letters look upright, though they may be too few to turn a page by. */
  static boolean isUpright(LetterOrientation letters) {
    return letters.up()
        >= Math.max(MIN_UPRIGHT_DEVIATIONS, MIN_AXIS_RATIO * Math.abs(letters.left()));
  }

  /**
   * Returns the quarter turns to try on a page of uncertain orientation: 2 if its lines are
   * horizontal, 1 and 3 if they are vertical, and all if the lines are unclear.
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
}
