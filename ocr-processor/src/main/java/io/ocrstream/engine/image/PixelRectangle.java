/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.image;

/**
 * An upright rectangle of an image, in pixels.
 *
 * @param left its first column
 * @param top its first row
 * @param right the column after its last
 * @param bottom the row after its last
 */
public record PixelRectangle(int left, int top, int right, int bottom) {
  public int width() {
    return right - left;
  }

  public int height() {
    return bottom - top;
  }

  /** The smallest box around both. */
  public PixelRectangle around(PixelRectangle other) {
    return new PixelRectangle(
        Math.min(left, other.left),
        Math.min(top, other.top),
        Math.max(right, other.right),
        Math.max(bottom, other.bottom));
  }

  /** Rows that both have. */
  public int sharedRows(PixelRectangle other) {
    return Math.max(0, Math.min(bottom, other.bottom) - Math.max(top, other.top));
  }
}
