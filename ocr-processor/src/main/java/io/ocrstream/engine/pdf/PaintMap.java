/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.pdf;

import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import java.util.Arrays;
import java.util.function.Predicate;

/**
 * What was painted on a page so far, in {@value #CELLS} by {@value #CELLS} cells: on which colour a
 * letter stands, and whether something was painted over it later. Where that cannot be told surely,
 * a letter counts as seen.
 *
 * <p><b>Threading:</b> one thread, one page. <b>Bounds:</b> {@link #MAX_PAINTED} cells; past them
 * nothing counts as hidden.
 */
final class PaintMap {
  /** About two points of a sheet of paper. */
  private static final int CELLS = 400;

  /** Cells that may be painted, each as often as it is: a hundred pages full. */
  static final long MAX_PAINTED = 100L * CELLS * CELLS;

  /** Largest difference of a colour's parts, of 255, that nobody sees. */
  private static final int MAX_UNSEEN_CONTRAST = 10;

  private static final int WHITE = 0xFFFFFF;

  /** A colour that cannot be told: of a picture, a pattern, or what shines through. */
  static final int UNKNOWN = -1;

  private final double width;
  private final double height;
  private final int[] ground = new int[CELLS * CELLS];
  private final int[] painted = new int[CELLS * CELLS];
  private long left = MAX_PAINTED;

  /** White paper of that size. */
  PaintMap(double width, double height) {
    this.width = width;
    this.height = height;
    Arrays.fill(ground, WHITE);
    Arrays.fill(painted, -1);
  }

  /**
   * Paints over whatever stands in {@code box} and {@code inside}.
   *
   * @param colour red, green and blue, or {@link #UNKNOWN}
   * @param moment how many letters were drawn before; -1 where they still shine through
   */
  void paint(Rectangle2D box, Predicate<Point2D> inside, int colour, int moment) {
    int last = column(box.getMaxX());
    for (int y = row(box.getMinY()); y <= row(box.getMaxY()) && left > 0; y++) {
      for (int x = column(box.getMinX()); x <= last; x++) {
        left--;
        Point2D middle = new Point2D.Double((x + 0.5) * width / CELLS, (y + 0.5) * height / CELLS);
        if (box.contains(middle) && inside.test(middle)) {
          ground[y * CELLS + x] = colour;
          painted[y * CELLS + x] = Math.max(painted[y * CELLS + x], moment);
        }
      }
    }
  }

  /** Whether a letter of that colour cannot be told from what it stands on. */
  boolean isLost(Rectangle2D letter, int colour) {
    int below = ground[cell(letter.getCenterX(), letter.getCenterY())];
    return left > 0 && colour != UNKNOWN && below != UNKNOWN && isSame(colour, below);
  }

  private static boolean isSame(int one, int other) {
    for (int shift = 0; shift <= 16; shift += 8) {
      if (Math.abs(((one >> shift) & 0xFF) - ((other >> shift) & 0xFF)) > MAX_UNSEEN_CONTRAST) {
        return false;
      }
    }
    return true;
  }

  /** Whether the letter that was drawn as number {@code moment}, from 0, was painted over. */
  boolean isCovered(Rectangle2D letter, int moment) {
    if (left <= 0) {
      return false;
    }
    for (double part : new double[] {0.25, 0.5, 0.75}) {
      double x = letter.getX() + part * letter.getWidth();
      double y = letter.getY() + part * letter.getHeight();
      if (painted[cell(x, y)] <= moment) {
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
