/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine;

/** Makes a page's image easier to read. Any change here is a new {@code REVISION}. */
final class Preparation {
  /** Where a scan says that it has less, Tesseract reads it better enlarged to this. */
  static final int TARGET_DPI = 300;

  private static final int LOWEST_CREDIBLE_DPI = 70;
  private static final int ENOUGH_DPI = Integer.getInteger("x.enough", 0);

  private Preparation() {}

  /** Prepares {@code raster}; the answer is the factor by which it was enlarged. */
  static float apply(Raster raster) {
    raster.toGray();
    int resolution = raster.resolution();
    if (resolution < LOWEST_CREDIBLE_DPI || resolution >= ENOUGH_DPI) {
      return 1;
    }
    float factor = (float) TARGET_DPI / resolution;
    raster.scale(factor);
    raster.setResolution(TARGET_DPI);
    return factor;
  }
}
