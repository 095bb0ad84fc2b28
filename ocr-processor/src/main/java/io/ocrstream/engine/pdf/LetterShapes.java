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
 * Counts vector shapes that may be letters: filled outlines with curves, and short strokes as
 * plotters draw them. Shapes of the same form that occur very often are markers, ticks or hatching
 * and are not counted.
 *
 * <p><b>Threading:</b> one thread, one page. <b>Bounds:</b> one number for each distinct form.
 */
final class LetterShapes {
  /** Longer edge of a stroked shape, in points, above which it is not a letter. */
  private static final double MAX_STROKE_POINTS = 40;

  /**
   * Share of all shapes above which one form is not a letter. The most frequent letter has a
   * smaller share.
   */
  private static final double MAX_FORM_SHARE = 0.2;

  /** Coordinates are quantised to this many steps of the shape's longer edge. */
  private static final double STEPS = 8;

  private final Map<Integer, Integer> forms = new HashMap<>();
  private final LetteringLines lettering = new LetteringLines();
  private int all;

  /** Adds the subpaths of a filled path that has at least one curve. */
  void addFilled(GeneralPath path) {
    boolean curved = false;
    for (PathIterator at = path.getPathIterator(null); !at.isDone(); at.next()) {
      curved |= at.currentSegment(new double[6]) == PathIterator.SEG_CUBICTO;
    }
    if (curved) {
      addParts(path, Double.MAX_VALUE);
    }
  }

  /** Adds the subpaths of a stroked path that are small enough for letters. */
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
      int form = form(part, box);
      forms.merge(form, 1, Integer::sum);
      if (part.size() > 2) {
        lettering.add(box, form);
      }
    }
  }

  /*
   * Coordinates are relative to the bounding box, so shapes that differ only in size have the same
   * form. All straight lines have one form.
   */
  private static int form(List<double[]> part, Rectangle2D box) {
    double longer = Math.max(box.getWidth(), box.getHeight());
    if (part.size() == 2) {
      return 2;
    }
    int form = 1;
    for (double[] point : part) {
      int across = (int) Math.round(STEPS * (point[0] - box.getX()) / Math.max(1e-9, longer));
      int up = (int) Math.round(STEPS * (point[1] - box.getY()) / Math.max(1e-9, longer));
      form = 31 * (31 * form + across) + up;
    }
    return form;
  }

  /** Returns the places of lines that may be lettering, in points of the page. */
  List<Rectangle2D> lettering() {
    return lettering.lines();
  }

  /** Returns the number of shapes, without those of overly frequent forms. */
  int count() {
    return forms.values().stream().mapToInt(n -> n > MAX_FORM_SHARE * all ? 0 : n).sum();
  }
}
