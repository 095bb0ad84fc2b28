/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.output;

/**
 * Holds a rectangle in a page's pixels, with the origin in the upper left corner.
 *
 * @param left left edge, inclusive
 * @param top top edge, inclusive
 * @param right right edge, exclusive
 * @param bottom bottom edge, exclusive
 */
record TextBounds(int left, int top, int right, int bottom) {
  static TextBounds of(int x, int y, int width, int height) {
    return new TextBounds(x, y, x + width, y + height);
  }

  int width() {
    return right - left;
  }

  int height() {
    return bottom - top;
  }

  /** Returns the smallest rectangle that contains both. */
  TextBounds with(TextBounds other) {
    return new TextBounds(
        Math.min(left, other.left),
        Math.min(top, other.top),
        Math.max(right, other.right),
        Math.max(bottom, other.bottom));
  }

  /** Returns this rectangle clamped to {@code outer}. */
  TextBounds inside(TextBounds outer) {
    return new TextBounds(
        clamp(left, outer.left, outer.right),
        clamp(top, outer.top, outer.bottom),
        clamp(right, outer.left, outer.right),
        clamp(bottom, outer.top, outer.bottom));
  }

  private static int clamp(int value, int least, int most) {
    return Math.max(least, Math.min(value, most));
  }
}
