/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.output;

/**
 * A rectangle in a page's pixels, from its upper left corner.
 *
 * @param left of its left edge
 * @param top of its top edge
 * @param right behind its last column
 * @param bottom behind its last row
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

  /** The smallest that holds both. */
  TextBounds with(TextBounds other) {
    return new TextBounds(
        Math.min(left, other.left),
        Math.min(top, other.top),
        Math.max(right, other.right),
        Math.max(bottom, other.bottom));
  }

  /** The part of it that lies inside {@code outer}, or on its edge. */
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
