/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.contracts;

import org.jspecify.annotations.Nullable;

/**
 * A block of lines: a paragraph, as far as the engine tells them apart.
 *
 * @param x pixels from the page's left edge to the block's
 * @param y pixels from the page's top edge to the block's
 * @param width pixels
 * @param height pixels
 * @param firstLine index of its first line among the page's lines, from 0
 * @param lineCount lines in it, from 1
 * @param relative the same box as parts of the page; null until the page's size is known
 */
public record Block(
    int x,
    int y,
    int width,
    int height,
    int firstLine,
    int lineCount,
    @Nullable Fraction relative) {
  /** The same on a page of that size in pixels. */
  public Block on(int pageWidth, int pageHeight) {
    Fraction box = Fraction.of(x, y, width, height, pageWidth, pageHeight);
    return new Block(x, y, width, height, firstLine, lineCount, box);
  }
}
