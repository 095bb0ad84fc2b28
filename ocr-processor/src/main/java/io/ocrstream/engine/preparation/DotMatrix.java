/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.preparation;

import io.ocrstream.engine.image.PixelRectangle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Finds the print of dot-matrix printers. Dots that do not touch have one size and one distance,
 * and form vertical as well as horizontal strokes. Specks have no common distance, dotted leaders
 * have no vertical strokes, and the dots of halftones have neighbours on all sides. Dots that touch
 * sideways or upwards form pieces whose edges are multiples of one dot, beside single dots.
 */
final class DotMatrix {
  private static final int MIN_DOT_PIXELS = 2;
  private static final int MAX_DOT_PIXELS = 12;

  /** Minimum number of dots: a few letters. */
  static final int MIN_DOTS = 60;

  /** Minimum share of dots among all connected components. */
  private static final double MIN_DOT_SHARE = 0.6;

  /** Minimum share of single dots, if others touch. */
  private static final double MIN_SINGLE_SHARE = 0.15;

  /** Minimum share of the other pieces whose edges are multiples of a dot, within a pixel. */
  private static final double MIN_MULTIPLES_SHARE = 0.9;

  /** Size from which multiples within a pixel are no chance. */
  private static final int MIN_TOUCHING_DOT_PIXELS = 4;

  /** Minimum share of dots whose nearest neighbour is at the common distance. */
  private static final double MIN_REGULAR_SHARE = 0.7;

  /** Minimum share of dots with a neighbour above or below. */
  private static final double MIN_UPRIGHT_SHARE = 0.25;

  /** Maximum mean number of neighbours. Dots of a halftone have eight. */
  private static final double MAX_NEIGHBOURS = 5;

  /** Maximum ratio of the distance between dots to their size. */
  private static final double MAX_DISTANCE_RATIO = 3;

  /** Tolerance of distances: a dot's edges are rounded to pixels. */
  private static final double TOLERANCE_PIXELS = 1.5;

  private DotMatrix() {}

  /**
   * Returns the distance in pixels from one dot to the next; 0 if the page is not dot-matrix print.
   *
   * @param ink the page's connected components
   */
  static double distance(List<PixelRectangle> ink) {
    List<PixelRectangle> dots = dots(ink);
    if (areMultiples(ink, dots)) {
      return dots.get(0).width();
    }
    if (dots.size() < MIN_DOTS || dots.size() < MIN_DOT_SHARE * ink.size()) {
      return 0;
    }
    double[] nearest = new double[dots.size()];
    double reach = MAX_DISTANCE_RATIO * dots.get(0).width() + TOLERANCE_PIXELS;
    for (int i = 0; i < nearest.length; i++) {
      nearest[i] =
          neighbours(dots, i, reach).stream().mapToDouble(Offset::length).min().orElse(reach);
    }
    double[] sorted = nearest.clone();
    Arrays.sort(sorted);
    double common = sorted[sorted.length / 2];
    long regular =
        Arrays.stream(nearest).filter(d -> Math.abs(d - common) <= TOLERANCE_PIXELS).count();
    boolean isPrint =
        common < reach && regular >= MIN_REGULAR_SHARE * dots.size() && areStrokes(dots, common);
    return isPrint ? common : 0;
  }

  /* Those of the most frequent size, from the left. */
  private static List<PixelRectangle> dots(List<PixelRectangle> ink) {
    int[] counts = new int[MAX_DOT_PIXELS + 2];
    ink.stream().filter(DotMatrix::mayBeDot).forEach(piece -> counts[piece.height()]++);
    int size = MIN_DOT_PIXELS;
    for (int i = MIN_DOT_PIXELS; i <= MAX_DOT_PIXELS; i++) {
      size = counts[i] + counts[i + 1] > counts[size] + counts[size + 1] ? i : size;
    }
    int smaller = size;
    return ink.stream()
        .filter(DotMatrix::mayBeDot)
        .filter(piece -> piece.height() == smaller || piece.height() == smaller + 1)
        .sorted(Comparator.comparingInt(PixelRectangle::left))
        .toList();
  }

  private static boolean areMultiples(List<PixelRectangle> ink, List<PixelRectangle> dots) {
    if (dots.size() < MIN_DOTS || dots.size() < MIN_SINGLE_SHARE * ink.size()) {
      return false;
    }
    int size = (int) Math.round(dots.stream().mapToInt(PixelRectangle::width).average().orElse(0));
    long multiples =
        ink.stream()
            .filter(piece -> isMultiple(piece.width(), size) && isMultiple(piece.height(), size))
            .count();
    // Single dots are multiples of themselves.
    return size >= MIN_TOUCHING_DOT_PIXELS
        && dots.size() < MIN_DOT_SHARE * ink.size()
        && multiples - dots.size() >= MIN_MULTIPLES_SHARE * (ink.size() - dots.size());
  }

  private static boolean isMultiple(int edge, int size) {
    return Math.floorMod(edge + 1, size) <= 2;
  }

  private static boolean mayBeDot(PixelRectangle piece) {
    return piece.height() >= MIN_DOT_PIXELS
        && piece.height() <= MAX_DOT_PIXELS
        && Math.abs(piece.width() - piece.height()) <= 1;
  }

  private static boolean areStrokes(List<PixelRectangle> dots, double common) {
    long all = 0;
    long upright = 0;
    // A diagonal neighbour is 1.4 times as far.
    double reach = 1.4 * common + TOLERANCE_PIXELS;
    for (int i = 0; i < dots.size(); i++) {
      List<Offset> found = neighbours(dots, i, reach);
      all += found.size();
      upright += found.stream().anyMatch(Offset::isUpright) ? 1 : 0;
    }
    return all <= MAX_NEIGHBOURS * dots.size() && upright >= MIN_UPRIGHT_SHARE * dots.size();
  }

  /** From one dot to another, in pixels. */
  private record Offset(double across, double down) {
    double length() {
      return Math.hypot(across, down);
    }

    boolean isUpright() {
      return Math.abs(across) <= TOLERANCE_PIXELS;
    }
  }

  private static List<Offset> neighbours(List<PixelRectangle> dots, int index, double reach) {
    List<Offset> found = new ArrayList<>();
    for (int step : new int[] {-1, 1}) {
      for (int i = index + step; i >= 0 && i < dots.size(); i += step) {
        Offset offset = offset(dots.get(index), dots.get(i));
        if (Math.abs(offset.across()) > reach) {
          break;
        }
        if (offset.length() <= reach) {
          found.add(offset);
        }
      }
    }
    return found;
  }

  private static Offset offset(PixelRectangle from, PixelRectangle to) {
    return new Offset(
        (to.left() + to.right() - from.left() - from.right()) / 2.0,
        (to.top() + to.bottom() - from.top() - from.bottom()) / 2.0);
  }
}
