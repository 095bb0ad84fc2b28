/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.contracts;

/**
 * A box as parts of its page, 0 to 1, to five digits.
 *
 * @param left of the page's width
 * @param top of the page's height
 * @param width of the page's width
 * @param height of the page's height
 */
public record Fraction(double left, double top, double width, double height) {
  private static final double UNIT = 1e5;

  /** The box in pixels over the page's size in pixels, from 1 up. */
  public static Fraction of(int x, int y, int width, int height, int pageWidth, int pageHeight) {
    return new Fraction(
        part(x, pageWidth), part(y, pageHeight), part(width, pageWidth), part(height, pageHeight));
  }

  private static double part(int pixels, int all) {
    return Math.round(UNIT * pixels / all) / UNIT;
  }
}
