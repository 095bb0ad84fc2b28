/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine;

/**
 * The resolution of an image on paper.
 *
 * @param across horizontal resolution in dpi
 * @param down vertical resolution in dpi
 */
public record Resolution(double across, double down) {
  /** Resolution in dpi of an image whose file has none. */
  public static final double DEFAULT = 300;

  /** Minimum resolution of a scan, in dpi. */
  static final double MIN_DPI = 50;

  /** Maximum resolution of a scan, in dpi. */
  static final double MAX_DPI = 4800;

  /** Maximum edge of a page in PDF readers, in points. */
  static final double MAX_POINTS = 14_400;

  /** Default of cameras, in dpi, as EXIF prescribes for an unknown resolution. */
  private static final double CAMERA_DEFAULT_DPI = 72;

  private static final double POINTS_PER_INCH = 72;

  /**
   * Returns the resolution that a file states, in dpi, if it is plausible, and the default
   * otherwise.
   */
  public static Resolution of(double across, double down) {
    boolean said = isCredible(across) && isCredible(down);
    boolean camera = across == CAMERA_DEFAULT_DPI && down == CAMERA_DEFAULT_DPI;
    return said && !camera ? new Resolution(across, down) : new Resolution(DEFAULT, DEFAULT);
  }

  private static boolean isCredible(double dotsPerInch) {
    return dotsPerInch >= MIN_DPI && dotsPerInch <= MAX_DPI;
  }

  /** Returns the resolution with its axes swapped. */
  public Resolution turned() {
    return new Resolution(/* across= */ down, /* down= */ across);
  }

  /** Returns the width of {@code pixels} in points. */
  public double width(long pixels) {
    return points(pixels, across);
  }

  /** Returns the height of {@code pixels} in points. */
  public double height(long pixels) {
    return points(pixels, down);
  }

  private static double points(long pixels, double dotsPerInch) {
    return Math.min(MAX_POINTS, pixels * POINTS_PER_INCH / dotsPerInch);
  }
}
