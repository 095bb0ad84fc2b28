/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.image;

import com.sun.jna.ptr.PointerByReference;
import java.nio.IntBuffer;
import java.util.Optional;
import net.sourceforge.lept4j.Leptonica1;
import net.sourceforge.lept4j.Pix;

/**
 * How bright the paper of a page is, 0 to 255, tile by tile.
 *
 * @param dark brightness below which one tile in four is: a shadow's, where one lies on the page;
 *     coloured fields and pictures cover less
 * @param middle brightness below which half are
 * @param brightest brightness above which one tile in twenty is
 */
record BackgroundLevels(int dark, int middle, int brightest) {
  /** Middle brightness below which a camera took the page: scanners make paper white. */
  private static final int DIM = 190;

  /** Dark over brightest, below which a shadow lies on the page. */
  private static final double SHADED = 0.65;

  private static final float DARK = 0.25f;
  private static final float MIDDLE = 0.5f;
  private static final float BRIGHTEST = 0.95f;

  /** Every so many pixels of a row or column are looked at. */
  private static final int SAMPLED = 4;

  /** Sampled pixels a side of a tile. */
  private static final int TILE = 8;

  /** Brightness below which a pixel is ink; Leptonica's own. */
  private static final int INK = 60;

  /** Sampled pixels of paper that a tile needs to tell. */
  private static final int LEAST_PAPER = 20;

  /** That of an 8-bit gray page; empty where no paper can be seen. */
  static Optional<BackgroundLevels> of(Pix page) {
    Pix sample = PixImage.required(Leptonica1.pixScaleByIntSampling(page, SAMPLED));
    sample.setAutoSynch(false);
    PointerByReference map = new PointerByReference();
    try {
      int failed =
          Leptonica1.pixGetBackgroundGrayMap(sample, null, TILE, TILE, INK, LEAST_PAPER, map);
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

  /** Whether ink would be told from it better if it were made even. */
  boolean isUneven() {
    return middle < DIM || dark < SHADED * brightest;
  }
}
