/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine;

/**
 * An upright rectangle of an image, in pixels.
 *
 * @param left its first column
 * @param top its first row
 * @param right the column after its last
 * @param bottom the row after its last
 */
record Box(int left, int top, int right, int bottom) {
  int width() {
    return right - left;
  }

  int height() {
    return bottom - top;
  }

  /** The smallest box around both. */
  Box around(Box other) {
    return new Box(
        Math.min(left, other.left),
        Math.min(top, other.top),
        Math.max(right, other.right),
        Math.max(bottom, other.bottom));
  }

  /** Rows that both have. */
  int sharedRows(Box other) {
    return Math.max(0, Math.min(bottom, other.bottom) - Math.max(top, other.top));
  }
}
