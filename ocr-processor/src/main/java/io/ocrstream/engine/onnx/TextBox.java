/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.onnx;

/**
 * A rectangle around a piece of text, at any angle.
 *
 * @param x of its middle, pixels from the left edge
 * @param y of its middle, pixels from the top edge
 * @param width pixels along the text
 * @param height pixels across it
 * @param angle of the text against the horizontal, radians clockwise
 */
record TextBox(double x, double y, double width, double height, double angle) {
  /** The same for a text that runs from bottom to top. */
  TextBox upwards() {
    return new TextBox(x, y, /* width= */ height, /* height= */ width, angle - Math.PI / 2);
  }

  /** The same for a text that stands on its head. */
  TextBox onItsHead() {
    return new TextBox(x, y, width, height, angle + Math.PI);
  }

  /** Pixels of the longer side. */
  double length() {
    return Math.max(width, height);
  }

  /** The box wider by {@code pixels} on each of its four sides. */
  TextBox grown(double pixels) {
    return new TextBox(x, y, width + 2 * pixels, height + 2 * pixels, angle);
  }

  /** The box in an image that is {@code factor} times as large. */
  TextBox scaled(double factor) {
    return new TextBox(x * factor, y * factor, width * factor, height * factor, angle);
  }

  /** The piece between two parts of its width, from 0 to 1. */
  TextBox part(double from, double to) {
    double along = width * ((from + to) / 2 - 0.5);
    return new TextBox(
        x + along * Math.cos(angle),
        y + along * Math.sin(angle),
        width * (to - from),
        height,
        angle);
  }

  /** Turned by {@code radians} clockwise about the image's top left corner. */
  TextBox turned(double radians) {
    double cosine = Math.cos(radians);
    double sine = Math.sin(radians);
    return new TextBox(
        x * cosine - y * sine, x * sine + y * cosine, width, height, angle + radians);
  }

  /** Moved to the right and down. */
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
