/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.pdf;

import java.awt.geom.Rectangle2D;
import java.util.BitSet;

/**
 * Which parts of a page something covers, as a grid of {@value #CELLS} by {@value #CELLS}: fine
 * enough to weigh text against pictures, and as cheap for a million marks as for one.
 *
 * <p><b>Threading:</b> one thread.
 */
final class PageGrid {
  private static final int CELLS = 64;

  private final double width;
  private final double height;
  private final BitSet covered = new BitSet(CELLS * CELLS);

  /** An empty grid over a page of that size. */
  PageGrid(double width, double height) {
    this.width = width;
    this.height = height;
  }

  /** Covers what {@code box} touches. */
  void cover(Rectangle2D box) {
    int left = cell(box.getMinX() / width);
    int right = cell(box.getMaxX() / width);
    for (int y = cell(box.getMinY() / height); y <= cell(box.getMaxY() / height); y++) {
      covered.set(y * CELLS + left, y * CELLS + right + 1);
    }
  }

  private static int cell(double part) {
    return (int) Math.max(0, Math.min(CELLS - 1, Math.floor(part * CELLS)));
  }

  /** 0 to 1. */
  double share() {
    return covered.cardinality() / (double) (CELLS * CELLS);
  }

  /** 0 to 1, of what {@code other} does not cover. */
  double shareWithout(PageGrid other) {
    BitSet bare = (BitSet) covered.clone();
    bare.andNot(other.covered);
    return bare.cardinality() / (double) (CELLS * CELLS);
  }
}
