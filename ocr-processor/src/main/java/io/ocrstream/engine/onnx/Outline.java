/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.onnx;

import java.util.ArrayList;
import java.util.List;

/**
 * Holds the outer corners of a connected component, and computes the smallest rectangle around
 * them.
 *
 * <p><b>Threading:</b> one thread. <b>Bounds:</b> two corners on each side for each row.
 */
final class Outline {
  private final List<Corner> left = new ArrayList<>();
  private final List<Corner> right = new ArrayList<>();

  private record Corner(int x, int y) {}

  /**
   * Adds a row. Rows are added from top to bottom.
   *
   * @param y the row
   * @param first leftmost pixel of the row
   * @param last rightmost pixel of the row
   */
  void add(int y, int first, int last) {
    push(left, new Corner(first, y), 1);
    push(left, new Corner(first, y + 1), 1);
    push(right, new Corner(last + 1, y), -1);
    push(right, new Corner(last + 1, y + 1), -1);
  }

  /*
   * Keeps the chain of corners convex (Andrew's monotone chain): removes corners that turn inwards.
   */
  private static void push(List<Corner> chain, Corner next, int side) {
    while (chain.size() > 1
        && side * turn(chain.get(chain.size() - 2), chain.get(chain.size() - 1), next) <= 0) {
      chain.remove(chain.size() - 1);
    }
    chain.add(next);
  }

  private static long turn(Corner a, Corner b, Corner c) {
    return (long) (c.x() - b.x()) * (b.y() - a.y()) - (long) (c.y() - b.y()) * (b.x() - a.x());
  }

  /**
   * Returns the rectangle of smallest area around all rows. One of its sides is collinear with an
   * edge of the convex hull, so only those angles are tried. An angle of 0 is tried first and wins
   * ties.
   */
  TextBox rectangle() {
    TextBox best = around(0);
    for (List<Corner> chain : List.of(left, right)) {
      for (int i = 1; i < chain.size(); i++) {
        int dx = chain.get(i).x() - chain.get(i - 1).x();
        int dy = chain.get(i).y() - chain.get(i - 1).y();
        TextBox box = around(quarter(Math.atan2(dy, dx)));
        if (box.width() * box.height() < best.width() * best.height()) {
          best = box;
        }
      }
    }
    return best;
  }

  /* Returns the equivalent angle nearest to 0. */
  private static double quarter(double angle) {
    return angle - Math.PI / 2 * Math.ceil(angle / (Math.PI / 2) - 0.5);
  }

  private TextBox around(double angle) {
    double cosine = Math.cos(angle);
    double sine = Math.sin(angle);
    double west = Double.POSITIVE_INFINITY;
    double east = Double.NEGATIVE_INFINITY;
    double north = Double.POSITIVE_INFINITY;
    double south = Double.NEGATIVE_INFINITY;
    for (List<Corner> chain : List.of(left, right)) {
      for (Corner corner : chain) {
        double along = corner.x() * cosine + corner.y() * sine;
        double across = corner.y() * cosine - corner.x() * sine;
        west = Math.min(west, along);
        east = Math.max(east, along);
        north = Math.min(north, across);
        south = Math.max(south, across);
      }
    }
    double along = (west + east) / 2;
    double across = (north + south) / 2;
    return new TextBox(
        along * cosine - across * sine,
        along * sine + across * cosine,
        east - west,
        south - north,
        angle);
  }
}
