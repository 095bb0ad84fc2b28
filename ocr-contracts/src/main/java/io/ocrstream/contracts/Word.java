/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.contracts;

import org.jspecify.annotations.Nullable;

/**
 * A word and where it stands.
 *
 * @param text as read, never empty
 * @param x pixels from the page's left edge to the word's
 * @param y pixels from the page's top edge to the word's
 * @param width pixels
 * @param height pixels
 * @param confidence 0 to 1
 * @param relative the same box as parts of the page; null until the page's size is known
 */
public record Word(
    String text,
    int x,
    int y,
    int width,
    int height,
    double confidence,
    @Nullable Fraction relative) {
  /** A word whose page is not known yet. */
  public static Word of(String text, int x, int y, int width, int height, double confidence) {
    return new Word(text, x, y, width, height, confidence, null);
  }

  /** The same with another confidence. */
  public Word withConfidence(double confidence) {
    return new Word(text, x, y, width, height, confidence, relative);
  }

  /** The same on a page of that size in pixels. */
  public Word on(int pageWidth, int pageHeight) {
    Fraction box = Fraction.of(x, y, width, height, pageWidth, pageHeight);
    return new Word(text, x, y, width, height, confidence, box);
  }
}
