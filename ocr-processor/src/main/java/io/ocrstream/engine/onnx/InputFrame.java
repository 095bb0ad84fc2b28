/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.onnx;

import io.ocrstream.engine.document.PageImages;

/**
 * Maps boxes of the recognised image to the page as delivered.
 *
 * @param page size of the page
 * @param quarters clockwise quarter turns applied to the page
 * @param width width of the rotated image in pixels
 * @param height height of the rotated image in pixels
 */
record InputFrame(PageImages.Size page, int quarters, int width, int height) {
  /** Returns the box on the page of {@code box} on the image. */
  PixelBox place(TextBox box) {
    TextBox placed = unturned(box).scaled(scale());
    int left = clamp(placed.left(), page.width() - 1);
    int top = clamp(placed.top(), page.height() - 1);
    int right = clamp(placed.right(), page.width());
    int bottom = clamp(placed.bottom(), page.height());
    return new PixelBox(left, top, Math.max(left + 1, right), Math.max(top + 1, bottom));
  }

  private double scale() {
    return (double) page.width() / (quarters % 2 == 1 ? height : width);
  }

  private TextBox unturned(TextBox box) {
    TextBox back = box.turned(-quarters * Math.PI / 2);
    return switch (quarters) {
      case 1 -> back.moved(0, width);
      case 2 -> back.moved(width, height);
      case 3 -> back.moved(height, 0);
      default -> back;
    };
  }

  private static int clamp(double value, int most) {
    return (int) Math.max(0, Math.min(most, Math.round(value)));
  }
}
