/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.image;

/**
 * How large a picture's pixels are on paper.
 *
 * @param across dots per inch, from left to right
 * @param down dots per inch, from top to bottom
 */
public record Resolution(double across, double down) {
  /** What a picture is taken for that does not say, in dots per inch. */
  public static final double DEFAULT = 300;

  /** A scan is not coarser, in dots per inch. */
  static final double LEAST = 50;

  /** A scan is not finer, in dots per inch. */
  static final double MOST = 4800;

  /** Longest edge of a page that readers of PDFs take, in points. */
  static final double MOST_POINTS = 14_400;

  /** What cameras say for want of anything better, as EXIF tells them to. */
  private static final double OF_CAMERAS = 72;

  private static final double POINTS_PER_INCH = 72;

  /** What a file says, in dots per inch, if that can be; else the default. */
  public static Resolution of(double across, double down) {
    boolean said = isCredible(across) && isCredible(down);
    boolean camera = across == OF_CAMERAS && down == OF_CAMERAS;
    return said && !camera ? new Resolution(across, down) : new Resolution(DEFAULT, DEFAULT);
  }

  private static boolean isCredible(double dotsPerInch) {
    return dotsPerInch >= LEAST && dotsPerInch <= MOST;
  }

  /** The same with its axes exchanged. */
  public Resolution turned() {
    return new Resolution(/* across= */ down, /* down= */ across);
  }

  /** Width in points of so many pixels. */
  public double width(long pixels) {
    return points(pixels, across);
  }

  /** Height in points of so many pixels. */
  public double height(long pixels) {
    return points(pixels, down);
  }

  private static double points(long pixels, double dotsPerInch) {
    return Math.min(MOST_POINTS, pixels * POINTS_PER_INCH / dotsPerInch);
  }
}
