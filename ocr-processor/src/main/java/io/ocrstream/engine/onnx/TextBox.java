/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.onnx;

/**
 * A rotated rectangle around a piece of text.
 *
 * @param x centre, in pixels from the left edge
 * @param y centre, in pixels from the top edge
 * @param width extent along the text in pixels
 * @param height extent across the text in pixels
 * @param angle clockwise angle of the text to the horizontal, in radians
 */
record TextBox(double x, double y, double width, double height, double angle) {
  /** Returns the same rectangle for a text that runs from bottom to top. */
  TextBox upwards() {
    return new TextBox(x, y, /* width= */ height, /* height= */ width, angle - Math.PI / 2);
  }

  /** Returns the same rectangle for a text that is upside down. */
  TextBox upsideDown() {
    return new TextBox(x, y, width, height, angle + Math.PI);
  }

  /** Returns the longer side in pixels. */
  double length() {
    return Math.max(width, height);
  }

  /** Returns the box with each side moved out by {@code pixels}. */
  TextBox grown(double pixels) {
    return new TextBox(x, y, width + 2 * pixels, height + 2 * pixels, angle);
  }

  /** Returns the box in an image that is scaled by {@code factor}. */
  TextBox scaled(double factor) {
    return new TextBox(x * factor, y * factor, width * factor, height * factor, angle);
  }

  /** Returns the part between two positions along the width, 0 to 1. */
  TextBox part(double from, double to) {
    double along = width * ((from + to) / 2 - 0.5);
    return new TextBox(
        x + along * Math.cos(angle),
        y + along * Math.sin(angle),
        width * (to - from),
        height,
        angle);
  }

  /** Returns the box rotated by {@code radians} clockwise about the image's top left corner. */
  TextBox turned(double radians) {
    double cosine = Math.cos(radians);
    double sine = Math.sin(radians);
    return new TextBox(
        x * cosine - y * sine, x * sine + y * cosine, width, height, angle + radians);
  }

  /** Returns the box moved to the right and down. */
  TextBox moved(double right, double down) {
    return new TextBox(x + right, y + down, width, height, angle);
  }

  double left() {
    return x - halfWidth();
  }

  double right() {
    return x + halfWidth();
  }

  double top() {
    return y - halfHeight();
  }

  double bottom() {
    return y + halfHeight();
  }

  private double halfWidth() {
    return (width * Math.abs(Math.cos(angle)) + height * Math.abs(Math.sin(angle))) / 2;
  }

  private double halfHeight() {
    return (width * Math.abs(Math.sin(angle)) + height * Math.abs(Math.cos(angle))) / 2;
  }
}
