/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.contracts;

/**
 * Holds a box as fractions of its page, 0 to 1, with five decimals.
 *
 * @param left fraction of the page's width
 * @param top fraction of the page's height
 * @param width fraction of the page's width
 * @param height fraction of the page's height
 */
public record Fraction(double left, double top, double width, double height) {
  private static final double UNIT = 1e5;

  /** Returns the fractions of a box in pixels on a page in pixels, whose sizes are at least 1. */
  public static Fraction of(int x, int y, int width, int height, int pageWidth, int pageHeight) {
    return new Fraction(
        part(x, pageWidth), part(y, pageHeight), part(width, pageWidth), part(height, pageHeight));
  }

  private static double part(int pixels, int all) {
    return Math.round(UNIT * pixels / all) / UNIT;
  }
}
