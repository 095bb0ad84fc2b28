/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.pdf;

import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds lines of letters that are drawn as vector shapes, such as a heading in outlines: shapes of
 * different forms and about one height that are drawn one beside the other.
 *
 * <p><b>Threading:</b> one thread, one page. <b>Bounds:</b> at most one line for each {@value
 * #MIN_FORMS} shapes.
 */
final class LetteringLines {
  /** Distinct forms from which shapes beside each other are a word. Ticks and bullets have less. */
  static final int MIN_FORMS = 5;

  /** Height of a line, in points. Lower and higher shapes are not letters. */
  private static final double MIN_HEIGHT_POINTS = 5;

  private static final double MAX_HEIGHT_POINTS = 150;

  /** Smallest width of a word, in heights of its line. */
  private static final double MIN_WIDTH_HEIGHTS = 2;

  /** Largest gap between two shapes of a line, in heights of the line. */
  private static final double MAX_GAP_HEIGHTS = 1;

  /** Margin above and below a line, in heights, for accents, dots and descenders. */
  private static final double MARGIN_HEIGHTS = 0.3;

  private final List<Rectangle2D> lines = new ArrayList<>();
  private final Set<Integer> forms = new HashSet<>();
  private @Nullable Rectangle2D line;

  /** Adds the next shape, in points of the page. */
  void add(Rectangle2D box, int form) {
    if (line != null && continues(line, box)) {
      line.add(box);
    } else {
      end();
      line = box.getBounds2D();
    }
    forms.add(form);
  }

  private static boolean continues(Rectangle2D line, Rectangle2D box) {
    double height = line.getHeight();
    double margin = MARGIN_HEIGHTS * height;
    boolean level =
        box.getCenterY() >= line.getMinY() - margin
            && box.getCenterY() <= line.getMaxY() + margin
            && box.getHeight() <= 2 * height;
    return level
        && box.getMinX() <= line.getMaxX() + MAX_GAP_HEIGHTS * height
        && box.getMaxX() >= line.getMinX();
  }

  private void end() {
    if (line != null
        && forms.size() >= MIN_FORMS
        && line.getHeight() >= MIN_HEIGHT_POINTS
        && line.getHeight() <= MAX_HEIGHT_POINTS
        && line.getWidth() >= MIN_WIDTH_HEIGHTS * line.getHeight()) {
      double margin = MARGIN_HEIGHTS * line.getHeight();
      lines.add(PdfFrame.widened(line, margin));
    }
    line = null;
    forms.clear();
  }

  /** Returns the lines so far, with a margin, in points of the page. */
  List<Rectangle2D> lines() {
    end();
    return lines;
  }
}
