/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.image;

import com.sun.jna.ptr.PointerByReference;
import net.sourceforge.lept4j.Leptonica1;
import net.sourceforge.lept4j.Numa;
import net.sourceforge.lept4j.Pix;

/**
 * How clearly ink stands out from paper on a gray page: the page's pixels split into dark and light
 * ones where that parts them best (Otsu), whether or not there is ink.
 *
 * @param difference mean brightness of the light pixels less that of the dark ones, 0 to 255
 * @param spread standard deviation of brightness within the two
 * @param threshold brightness above which pixels are light
 * @param groundSpread standard deviation of brightness within the light pixels
 */
record Contrast(double difference, double spread, int threshold, double groundSpread) {
  /**
   * Difference over spread below which the pixels are of one kind: noise alone, split in its
   * middle, has 2.7, uneven paper up to 4.
   */
  static final double MIN_SEPARATION = 4.5;

  /** Difference below which nobody sees the ink. */
  static final double MIN_VISIBLE_DIFFERENCE = 8;

  /**
   * Difference from which the pixels are of two kinds however they spread, as in blurred photos.
   */
  static final double MIN_CERTAIN_DIFFERENCE = 40;

  /** Difference below which ink is faint: pencil, or the back of the sheet. */
  private static final double MAX_FAINT_DIFFERENCE = 40;

  private static final int BRIGHTNESSES = 256;

  /**
   * Standard deviation of the light pixels from which the paper is patterned or coloured in parts:
   * plain paper has up to 17, noise of a scanner 21.
   */
  static final double MIN_PATTERNED_GROUND = 24;

  /** Every so many pixels of a row or column are counted; odd, so as not to fall between dots. */
  private static final int SAMPLED = 3;

  /** That of an 8-bit gray page. */
  static Contrast of(Pix page) {
    return of(histogram(page));
  }

  private static float[] histogram(Pix page) {
    Numa counts = Leptonica1.pixGetGrayHistogram(page, SAMPLED);
    if (counts == null) {
      throw new IllegalStateException("Leptonica gave no histogram");
    }
    counts.setAutoSynch(false);
    try {
      return Leptonica1.numaGetFArray(counts, 0).getPointer().getFloatArray(0, BRIGHTNESSES);
    } finally {
      Leptonica1.numaDestroy(new PointerByReference(counts.getPointer()));
    }
  }

  /** That of pixels of which {@code counts} says how many have each brightness. */
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

  /** Whether there is nothing but paper. */
  boolean isBlank() {
    return (isUnclear() && difference < MIN_CERTAIN_DIFFERENCE)
        || (difference > 0 && difference < MIN_VISIBLE_DIFFERENCE);
  }

  /** Whether the pixels are of one kind: noise alone, or paper that is bright in one place only. */
  boolean isUnclear() {
    return difference < MIN_SEPARATION * spread;
  }

  /** Whether the paper is patterned, or coloured in parts. */
  boolean isPatterned() {
    return groundSpread >= MIN_PATTERNED_GROUND;
  }

  /** Whether what ink there is may be that of the sheet's back. */
  boolean isFaint() {
    return difference < MAX_FAINT_DIFFERENCE;
  }

  /** One side of the split. */
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

    /** Sum of the squared distances from the mean. */
    double squares() {
      return Math.max(0, sumOfSquares - sum * sum / count);
    }
  }
}
