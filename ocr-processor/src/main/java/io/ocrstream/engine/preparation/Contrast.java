/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.preparation;

import com.sun.jna.ptr.PointerByReference;
import net.sourceforge.lept4j.Leptonica1;
import net.sourceforge.lept4j.Numa;
import net.sourceforge.lept4j.Pix;

/**
 * The contrast of a gray page: its pixels split into dark and light ones at Otsu's threshold, which
 * is computed whether or not the page has ink.
 *
 * @param difference mean brightness of light pixels minus that of dark ones, 0 to 255
 * @param spread standard deviation of brightness within the two classes
 * @param threshold brightness above which pixels are light
 * @param lightSpread standard deviation of brightness within the light pixels
 */
record Contrast(double difference, double spread, int threshold, double lightSpread) {
  /**
   * Ratio of difference to spread below which the two classes are one. Measured: noise alone has
   * 2.7, uneven paper up to 4.
   */
  static final double MIN_SEPARATION = 4.5;

  /** Difference below which ink is invisible to people. */
  static final double MIN_VISIBLE_DIFFERENCE = 8;

  /** Difference from which the classes are distinct whatever their spread, as in blurred photos. */
  static final double MIN_CERTAIN_DIFFERENCE = 40;

  /** Difference below which ink is faint: pencil, or the back of the sheet shining through. */
  private static final double MAX_FAINT_DIFFERENCE = 40;

  /** The contrast of a page without ink. */
  static final Contrast NONE = new Contrast(0, 1, 0, 1);

  private static final int BRIGHTNESSES = 256;

  /**
   * Standard deviation of light pixels from which the background is patterned or partly coloured.
   * Measured: plain paper has up to 17, scanner noise 21.
   */
  static final double MIN_PATTERNED_LIGHT_SPREAD = 24;

  /**
   * Sampling step in pixels, along rows and columns. It is odd so that it does not miss the dots of
   * halftones.
   */
  private static final int SAMPLING_STEP_PIXELS = 3;

  /** Measures an 8-bit gray page. */
  static Contrast of(Pix page) {
    return of(histogram(page));
  }

  private static float[] histogram(Pix page) {
    Numa counts = Leptonica1.pixGetGrayHistogram(page, SAMPLING_STEP_PIXELS);
    if (counts == null) {
      throw new IllegalStateException("Leptonica returned no histogram");
    }
    counts.setAutoSynch(false);
    try {
      return Leptonica1.numaGetFArray(counts, 0).getPointer().getFloatArray(0, BRIGHTNESSES);
    } finally {
      Leptonica1.numaDestroy(new PointerByReference(counts.getPointer()));
    }
  }

  /**
   * Computes the contrast of a histogram.
   *
   * @param counts number of pixels of each brightness
   */
  static Contrast of(float[] counts) {
    Half light = new Half();
    for (int i = 0; i < counts.length; i++) {
      light.add(i, counts[i]);
    }
    double all = light.count;
    Half dark = new Half();
    double best = 0;
    Contrast contrast = new Contrast(0, light.spread(), 0, light.spread());
    for (int i = 0; i < counts.length - 1; i++) {
      dark.add(i, counts[i]);
      light.add(i, -counts[i]);
      double difference = light.mean() - dark.mean();
      double between = dark.count * light.count * difference * difference;
      if (dark.count > 0 && light.count > 0 && between > best) {
        best = between;
        double spread = Math.sqrt((dark.squares() + light.squares()) / all);
        contrast = new Contrast(difference, spread, i, light.spread());
      }
    }
    return contrast;
  }

  /** Returns whether the page is blank. */
  boolean isBlank() {
    return (isUnclear() && difference < MIN_CERTAIN_DIFFERENCE)
        || (difference > 0 && difference < MIN_VISIBLE_DIFFERENCE);
  }

  /** Returns whether the two classes are one: noise alone, or paper with a bright spot. */
  boolean isUnclear() {
    return difference < MIN_SEPARATION * spread;
  }

  /** Returns whether the background is patterned or partly coloured. */
  boolean isPatterned() {
    return lightSpread >= MIN_PATTERNED_LIGHT_SPREAD;
  }

  /** Returns whether the ink may be from the back of the sheet. */
  boolean isFaint() {
    return difference < MAX_FAINT_DIFFERENCE;
  }

  /** Mean and variance of one of the two classes, updated incrementally. */
  private static final class Half {
    private double count;
    private double sum;
    private double sumOfSquares;

    void add(int brightness, double times) {
      count += times;
      sum += times * brightness;
      sumOfSquares += times * brightness * brightness;
    }

    double mean() {
      return sum / count;
    }

    double spread() {
      return Math.sqrt(squares() / count);
    }

    /** Returns the sum of squared deviations from the mean. */
    double squares() {
      return Math.max(0, sumOfSquares - sum * sum / count);
    }
  }
}
