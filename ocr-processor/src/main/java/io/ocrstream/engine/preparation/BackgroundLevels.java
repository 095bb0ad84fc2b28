/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.preparation;

import com.sun.jna.ptr.PointerByReference;
import io.ocrstream.engine.image.PixImage;
import java.nio.IntBuffer;
import java.util.Optional;
import net.sourceforge.lept4j.Leptonica1;
import net.sourceforge.lept4j.Pix;

/**
 * Levels of a page's background brightness, 0 to 255, measured in tiles.
 *
 * @param dark the 25th percentile of the tiles: low where a shadow lies on the page; coloured areas
 *     and pictures cover less than that
 * @param middle the median
 * @param brightest the 95th percentile
 */
record BackgroundLevels(int dark, int middle, int brightest) {
  /** Median brightness below which the page was taken by a camera. Scanners make paper white. */
  private static final int MAX_CAMERA_BRIGHTNESS = 190;

  /** Ratio of dark to brightest below which a shadow lies on the page. */
  private static final double MAX_SHADOW_RATIO = 0.65;

  private static final float DARK = 0.25f;
  private static final float MIDDLE = 0.5f;
  private static final float BRIGHTEST = 0.95f;

  /** Sampling step in pixels, along rows and columns. */
  private static final int SAMPLING_STEP_PIXELS = 4;

  /** Edge of a tile in sampled pixels. */
  private static final int TILE_EDGE = 8;

  /** Brightness below which a pixel is foreground: Leptonica's default. */
  private static final int MAX_FOREGROUND_BRIGHTNESS = 60;

  /** Minimum number of sampled background pixels in a tile. */
  private static final int MIN_BACKGROUND_PIXELS = 20;

  /** Returns the levels of an 8-bit gray page; empty if no background is visible. */
  static Optional<BackgroundLevels> of(Pix page) {
    Pix sample = PixImage.required(Leptonica1.pixScaleByIntSampling(page, SAMPLING_STEP_PIXELS));
    sample.setAutoSynch(false);
    PointerByReference map = new PointerByReference();
    try {
      int failed =
          Leptonica1.pixGetBackgroundGrayMap(
              sample,
              null,
              TILE_EDGE,
              TILE_EDGE,
              MAX_FOREGROUND_BRIGHTNESS,
              MIN_BACKGROUND_PIXELS,
              map);
      if (failed != 0) {
        return Optional.empty();
      }
    } finally {
      Leptonica1.pixDestroy(new PointerByReference(sample.getPointer()));
    }
    Pix tiles = new Pix(map.getValue());
    tiles.setAutoSynch(false);
    try {
      return Optional.of(
          new BackgroundLevels(rank(tiles, DARK), rank(tiles, MIDDLE), rank(tiles, BRIGHTEST)));
    } finally {
      Leptonica1.pixDestroy(map);
    }
  }

  private static int rank(Pix tiles, float part) {
    IntBuffer value = IntBuffer.allocate(1);
    Leptonica1.pixGetRankValue(tiles, 1, part, value);
    return value.get(0);
  }

  /** Returns whether binarisation would benefit from background normalisation. */
  boolean isUneven() {
    return middle < MAX_CAMERA_BRIGHTNESS || dark < MAX_SHADOW_RATIO * brightest;
  }
}
