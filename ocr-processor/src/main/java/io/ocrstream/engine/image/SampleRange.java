/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.image;

/**
 * Scales samples to levels of 0 to 255. The range of unsigned samples follows from their bits.
 * Others should be 0 to 1 (floating point) or use all bits (signed), but often have the range of 8
 * or 16 bits, so it is measured.
 *
 * <p><b>Threading:</b> one thread.
 */
final class SampleRange {
  private static final int WHITE = 255;

  private final boolean known;
  private final boolean inverted;
  private double most;

  SampleRange(TiffLayout layout) {
    this.known = layout.format() == TiffLayout.UNSIGNED;
    this.inverted = layout.photometric() == TiffLayout.WHITE_IS_ZERO;
    this.most = known ? Math.scalb(1.0, layout.bits()) - 1 : 0;
  }

  /** Returns whether samples need not be measured. */
  boolean isKnown() {
    return known;
  }

  /** Measures samples. */
  void add(double[] samples) {
    for (double sample : samples) {
      // A sample may be no number.
      most = sample > most && sample < Double.POSITIVE_INFINITY ? sample : most;
    }
  }

  /** Converts samples to levels. */
  void toLevels(double[] samples, int[] levels) {
    double white = known ? most : most <= 1 ? 1 : Math.max(most, WHITE);
    for (int i = 0; i < samples.length; i++) {
      int level = (int) Math.max(0, Math.min(WHITE, samples[i] * WHITE / white));
      levels[i] = inverted ? WHITE - level : level;
    }
  }
}
