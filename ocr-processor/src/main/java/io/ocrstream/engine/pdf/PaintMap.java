/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.pdf;

import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import java.util.Arrays;
import java.util.function.Predicate;

/**
 * Holds the paint of a page so far, in a grid of {@value #CELLS} by {@value #CELLS} cells: the
 * background colour of each cell, and when it was last painted over. It answers whether a letter
 * has the colour of its background and whether it is covered by later paint. In doubt a letter
 * counts as visible.
 *
 * <p><b>Threading:</b> one thread, one page. <b>Bounds:</b> {@link #MAX_PAINTED_CELLS} cell writes;
 * above them no letter counts as hidden.
 */
final class PaintMap {
  /** Cells along each edge. A cell is about two points of a sheet of paper. */
  private static final int CELLS = 400;

  /** Limit of cell writes, repeated ones included: a hundred full pages. */
  static final long MAX_PAINTED_CELLS = 100L * CELLS * CELLS;

  /** Largest difference in each of red, green and blue, of 255, that is invisible to a reader. */
  private static final int MAX_INVISIBLE_DIFFERENCE = 10;

  private static final int WHITE = 0xFFFFFF;

  /** An unknown colour: that of an image, a pattern or a transparent mark. */
  static final int UNKNOWN = -1;

  private final double width;
  private final double height;
  private final int[] background = new int[CELLS * CELLS];
  private final int[] painted = new int[CELLS * CELLS];
  private long left = MAX_PAINTED_CELLS;

  /** Creates a white page of {@code width} by {@code height} pixels. */
  PaintMap(double width, double height) {
    this.width = width;
    this.height = height;
    Arrays.fill(background, WHITE);
    Arrays.fill(painted, -1);
  }

  /**
   * Paints the cells whose centre is in {@code box} and accepted by {@code inside}.
   *
   * @param colour red, green and blue in the low 24 bits, or {@link #UNKNOWN}
   * @param glyphIndex number of glyphs drawn before; -1 if earlier glyphs remain visible
   */
  void paint(Rectangle2D box, Predicate<Point2D> inside, int colour, int glyphIndex) {
    int last = column(box.getMaxX());
    for (int y = row(box.getMinY()); y <= row(box.getMaxY()) && left > 0; y++) {
      for (int x = column(box.getMinX()); x <= last; x++) {
        left--;
        Point2D middle = new Point2D.Double((x + 0.5) * width / CELLS, (y + 0.5) * height / CELLS);
        if (box.contains(middle) && inside.test(middle)) {
          background[y * CELLS + x] = colour;
          painted[y * CELLS + x] = Math.max(painted[y * CELLS + x], glyphIndex);
        }
      }
    }
  }

  /** Returns whether a letter of that colour is indistinguishable from its background. */
  boolean hasBackgroundColour(Rectangle2D letter, int colour) {
    int below = background[cell(letter.getCenterX(), letter.getCenterY())];
    return left > 0 && colour != UNKNOWN && below != UNKNOWN && isSame(colour, below);
  }

  private static boolean isSame(int one, int other) {
    for (int shift = 0; shift <= 16; shift += 8) {
      if (Math.abs(((one >> shift) & 0xFF) - ((other >> shift) & 0xFF))
          > MAX_INVISIBLE_DIFFERENCE) {
        return false;
      }
    }
    return true;
  }

  /**
   * Returns whether the glyph with the index {@code glyphIndex} (from 0, in the order of drawing)
   * was painted over later.
   */
  boolean isCovered(Rectangle2D letter, int glyphIndex) {
    if (left <= 0) {
      return false;
    }
    for (double part : new double[] {0.25, 0.5, 0.75}) {
      double x = letter.getX() + part * letter.getWidth();
      double y = letter.getY() + part * letter.getHeight();
      if (painted[cell(x, y)] <= glyphIndex) {
        return false;
      }
    }
    return true;
  }

  private int cell(double x, double y) {
    return row(y) * CELLS + column(x);
  }

  private int column(double x) {
    return (int) Math.max(0, Math.min(CELLS - 1, Math.floor(x / width * CELLS)));
  }

  private int row(double y) {
    return (int) Math.max(0, Math.min(CELLS - 1, Math.floor(y / height * CELLS)));
  }
}
