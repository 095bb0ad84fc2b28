/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.pdf;

import java.awt.geom.GeneralPath;
import java.awt.geom.PathIterator;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Counts drawn shapes that could be letters: outlines filled with curves, and strokes as plotters
 * draw them. Shapes that are much alike are markers, ticks or hatching.
 *
 * <p><b>Threading:</b> one thread, one page. <b>Bounds:</b> a number for each form.
 */
final class LetterShapes {
  /** Longer edge, in points, past which a stroke is no letter's. */
  private static final double MAX_STROKE_POINTS = 40;

  /**
   * Part of all shapes up to which those of one form may be a letter: the most frequent has less.
   */
  private static final double MAX_ALIKE = 0.2;

  /** Places of points are told apart to so many parts of a shape. */
  private static final double PARTS = 8;

  private final Map<Integer, Integer> forms = new HashMap<>();
  private int all;

  /** Adds the parts of a filled path, if some of it is curved. */
  void addFilled(GeneralPath path) {
    boolean curved = false;
    for (PathIterator at = path.getPathIterator(null); !at.isDone(); at.next()) {
      curved |= at.currentSegment(new double[6]) == PathIterator.SEG_CUBICTO;
    }
    if (curved) {
      addParts(path, Double.MAX_VALUE);
    }
  }

  /** Adds the parts of a stroked path, if they are small. */
  void addStroked(GeneralPath path) {
    addParts(path, MAX_STROKE_POINTS);
  }

  private void addParts(GeneralPath path, double longest) {
    List<double[]> part = new ArrayList<>();
    for (PathIterator at = path.getPathIterator(null); !at.isDone(); at.next()) {
      double[] points = new double[6];
      int kind = at.currentSegment(points);
      if (kind == PathIterator.SEG_MOVETO) {
        add(part, longest);
        part.clear();
      }
      if (kind != PathIterator.SEG_CLOSE) {
        int last = kind == PathIterator.SEG_CUBICTO ? 4 : 0;
        for (int i = 0; i <= last; i += 2) {
          part.add(new double[] {points[i], points[i + 1]});
        }
      }
    }
    add(part, longest);
  }

  private void add(List<double[]> part, double longest) {
    if (part.size() < 2) {
      return;
    }
    Rectangle2D box = new Rectangle2D.Double(part.get(0)[0], part.get(0)[1], 0, 0);
    part.forEach(point -> box.add(point[0], point[1]));
    if (Math.max(box.getWidth(), box.getHeight()) <= longest) {
      all++;
      forms.merge(form(part, box), 1, Integer::sum);
    }
  }

  /* The points in parts of the box: what differs only in size is alike, and so are all lines. */
  private static int form(List<double[]> part, Rectangle2D box) {
    double longer = Math.max(box.getWidth(), box.getHeight());
    if (part.size() == 2) {
      return 2;
    }
    int form = 1;
    for (double[] point : part) {
      int across = (int) Math.round(PARTS * (point[0] - box.getX()) / Math.max(1e-9, longer));
      int up = (int) Math.round(PARTS * (point[1] - box.getY()) / Math.max(1e-9, longer));
      form = 31 * (31 * form + across) + up;
    }
    return form;
  }

  /** How many there are, without those that are alike. */
  int count() {
    return forms.values().stream().mapToInt(n -> n > MAX_ALIKE * all ? 0 : n).sum();
  }
}
