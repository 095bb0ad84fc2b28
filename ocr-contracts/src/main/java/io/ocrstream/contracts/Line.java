/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.contracts;

import org.jspecify.annotations.Nullable;

/**
 * Holds a line of words.
 *
 * @param text the words, separated by spaces
 * @param x left edge, in pixels from the page's left edge
 * @param y top edge, in pixels from the page's top edge
 * @param width in pixels
 * @param height in pixels
 * @param confidence mean over the words, 0 to 1
 * @param firstWord index of the first word among the page's words, from 0
 * @param wordCount number of words, at least 1
 * @param relative the box as fractions of the page; null until the page's size is known
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
  /** Returns this line with another confidence. */
  public Line withConfidence(double confidence) {
    return new Line(text, x, y, width, height, confidence, firstWord, wordCount, relative);
  }

  /** Returns this line with its words at another place among the page's words. */
  public Line startingAt(int firstWord) {
    return new Line(text, x, y, width, height, confidence, firstWord, wordCount, relative);
  }

  /** Returns this line with its fractions of a page of that size in pixels. */
  public Line on(int pageWidth, int pageHeight) {
    Fraction box = Fraction.of(x, y, width, height, pageWidth, pageHeight);
    return new Line(text, x, y, width, height, confidence, firstWord, wordCount, box);
  }
}
