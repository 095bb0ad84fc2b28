/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.contracts;

import org.jspecify.annotations.Nullable;

/**
 * Holds a block of lines: a paragraph, if the engine distinguishes paragraphs.
 *
 * @param x left edge, in pixels from the page's left edge
 * @param y top edge, in pixels from the page's top edge
 * @param width in pixels
 * @param height in pixels
 * @param firstLine index of the first line among the page's lines, from 0
 * @param lineCount number of lines, at least 1
 * @param relative the box as fractions of the page; null until the page's size is known
 */
public record Block(
    int x,
    int y,
    int width,
    int height,
    int firstLine,
    int lineCount,
    @Nullable Fraction relative) {
  /** Returns this block with its fractions of a page of that size in pixels. */
  public Block on(int pageWidth, int pageHeight) {
    Fraction box = Fraction.of(x, y, width, height, pageWidth, pageHeight);
    return new Block(x, y, width, height, firstLine, lineCount, box);
  }
}
