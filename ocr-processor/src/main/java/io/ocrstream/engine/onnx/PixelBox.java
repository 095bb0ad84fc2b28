/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.onnx;

/**
 * A level box in whole pixels of the page as it was delivered.
 *
 * @param left from the page's left edge
 * @param top from the page's top edge
 * @param right past its last pixel
 * @param bottom past its last pixel
 */
record PixelBox(int left, int top, int right, int bottom) {
  /** The smallest box around this one and {@code other}. */
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
