/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.image;

/**
 * An upright rectangle of an image, in pixels.
 *
 * @param left first column
 * @param top first row
 * @param right column after the last
 * @param bottom row after the last
 */
public record PixelRectangle(int left, int top, int right, int bottom) {
  public int width() {
    return right - left;
  }

  public int height() {
    return bottom - top;
  }

  /** Returns the smallest rectangle that holds both. */
  public PixelRectangle around(PixelRectangle other) {
    return new PixelRectangle(
        Math.min(left, other.left),
        Math.min(top, other.top),
        Math.max(right, other.right),
        Math.max(bottom, other.bottom));
  }

  /** Returns whether the middle of {@code other} is inside. */
  public boolean holdsMiddleOf(PixelRectangle other) {
    int x = (other.left + other.right) / 2;
    int y = (other.top + other.bottom) / 2;
    return x >= left && x < right && y >= top && y < bottom;
  }

  /** Returns the number of rows that both have in common. */
  public int sharedRows(PixelRectangle other) {
    return Math.max(0, Math.min(bottom, other.bottom) - Math.max(top, other.top));
  }
}
