/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.contracts;

import org.jspecify.annotations.Nullable;

/**
 * A line of words.
 *
 * @param text its words with a space between each two
 * @param x pixels from the page's left edge to the line's
 * @param y pixels from the page's top edge to the line's
 * @param width pixels
 * @param height pixels
 * @param confidence 0 to 1, mean over its words
 * @param firstWord index of its first word among the page's words, from 0
 * @param wordCount words in it, from 1
 * @param relative the same box as parts of the page; null until the page's size is known
 */
public record Line(
    String text,
    int x,
    int y,
    int width,
    int height,
    double confidence,
    int firstWord,
    int wordCount,
    @Nullable Fraction relative) {
  /** The same with another confidence. */
  public Line withConfidence(double confidence) {
    return new Line(text, x, y, width, height, confidence, firstWord, wordCount, relative);
  }

  /** The same on a page of that size in pixels. */
  public Line on(int pageWidth, int pageHeight) {
    Fraction box = Fraction.of(x, y, width, height, pageWidth, pageHeight);
    return new Line(text, x, y, width, height, confidence, firstWord, wordCount, box);
  }
}
