/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.onnx;

/**
 * An upright box in whole pixels of the page as delivered.
 *
 * @param left first column
 * @param top first row
 * @param right column after the last
 * @param bottom row after the last
 */
record PixelBox(int left, int top, int right, int bottom) {
  /** Returns the smallest box around both. */
  PixelBox with(PixelBox other) {
    return new PixelBox(
        Math.min(left, other.left),
        Math.min(top, other.top),
        Math.max(right, other.right),
        Math.max(bottom, other.bottom));
  }

  int width() {
    return right - left;
  }

  int height() {
    return bottom - top;
  }
}
