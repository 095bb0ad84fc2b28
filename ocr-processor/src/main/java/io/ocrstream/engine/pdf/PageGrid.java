/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.pdf;

import java.awt.geom.Rectangle2D;
import java.util.BitSet;

/**
 * Holds which part of a page is covered, as a grid of {@value #CELLS} by {@value #CELLS} cells. The
 * grid is fine enough to compare the areas of text and pictures, and its cost does not grow with
 * the number of boxes.
 *
 * <p><b>Threading:</b> one thread.
 */
final class PageGrid {
  private static final int CELLS = 64;

  private final double width;
  private final double height;
  private final BitSet covered = new BitSet(CELLS * CELLS);

  /** Creates an empty grid for a page of {@code width} by {@code height} pixels. */
  PageGrid(double width, double height) {
    this.width = width;
    this.height = height;
  }

  /** Marks all cells that {@code box} touches. */
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

  /** Returns the covered share of the page, 0 to 1. */
  double share() {
    return covered.cardinality() / (double) (CELLS * CELLS);
  }

  /** Returns the share of the page, 0 to 1, that this grid covers and {@code other} does not. */
  double shareWithout(PageGrid other) {
    BitSet bare = (BitSet) covered.clone();
    bare.andNot(other.covered);
    return bare.cardinality() / (double) (CELLS * CELLS);
  }
}
