/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.contracts;

import org.jspecify.annotations.Nullable;

/**
 * Holds a word and its box.
 *
 * @param text the recognised text, never empty
 * @param x left edge, in pixels from the page's left edge
 * @param y top edge, in pixels from the page's top edge
 * @param width in pixels
 * @param height in pixels
 * @param confidence 0 to 1
 * @param relative the box as fractions of the page; null until the page's size is known
 */
public record Word(
    String text,
    int x,
    int y,
    int width,
    int height,
    double confidence,
    @Nullable Fraction relative) {
  /** Creates a word whose page size is not known yet. */
  public static Word of(String text, int x, int y, int width, int height, double confidence) {
    return new Word(text, x, y, width, height, confidence, null);
  }

  /** Returns this word with another confidence. */
  public Word withConfidence(double confidence) {
    return new Word(text, x, y, width, height, confidence, relative);
  }

  /** Returns this word with its fractions of a page of that size in pixels. */
  public Word on(int pageWidth, int pageHeight) {
    Fraction box = Fraction.of(x, y, width, height, pageWidth, pageHeight);
    return new Word(text, x, y, width, height, confidence, box);
  }
}
