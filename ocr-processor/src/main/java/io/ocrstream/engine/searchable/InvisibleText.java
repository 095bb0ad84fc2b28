/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.searchable;

import io.ocrstream.contracts.Page;
import io.ocrstream.contracts.Word;
import java.awt.geom.AffineTransform;
import java.awt.geom.Point2D;
import java.text.Bidi;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * A page's words as operators of a PDF's content: each one shown without a mark, stretched to fill
 * its box, so that what is selected is what is seen. Words run as the page was turned to be read; a
 * line that runs askew is a flight of level words.
 *
 * <p><b>Threading:</b> one thread.
 */
final class InvisibleText {
  /** Least width of the space between two words that touch, in pixels. */
  private static final double LEAST_GAP = 0.5;

  /** Width of the space behind a row's last word, in heights of that word. */
  private static final double END_GAP = 0.25;

  private static final double GLYPH_EMS = (double) BlankOutline.ADVANCE / BlankOutline.EM;
  private static final int QUARTER = 90;

  /** Directionality of Hebrew's letters, and of Arabic's. */
  private static final Set<Integer> RIGHT_TO_LEFT =
      Set.of(
          (int) Character.DIRECTIONALITY_RIGHT_TO_LEFT,
          (int) Character.DIRECTIONALITY_RIGHT_TO_LEFT_ARABIC);

  private static final int[] COSINES = {1, 0, -1, 0};
  private static final int[] SINES = {0, 1, 0, -1};

  private final InvisibleFont font;
  private final AffineTransform toUserSpace;
  private final int cosine;
  private final int sine;
  private final StringBuilder operators = new StringBuilder();

  private InvisibleText(InvisibleFont font, AffineTransform toUserSpace, int rotation) {
    this.font = font;
    this.toUserSpace = toUserSpace;
    this.cosine = COSINES[rotation / QUARTER];
    this.sine = SINES[rotation / QUARTER];
  }

  /**
   * A word's text, where it begins, and how far it goes, in pixels.
   *
   * @param text in reading order
   * @param start on the base line: the box' lower left corner, as one reads it
   * @param length along the line
   * @param height across it
   */
  private record Run(String text, Point2D start, double length, double height) {
    boolean isRightToLeft() {
      return text.codePoints().map(Character::getDirectionality).anyMatch(RIGHT_TO_LEFT::contains);
    }
  }

  /**
   * The operators for {@code page}; leave the graphics state as it was.
   *
   * @param toUserSpace from the page's pixels to the PDF page's units
   * @param fontName what the PDF page's resources call {@code font}
   */
  static String of(Page page, AffineTransform toUserSpace, InvisibleFont font, String fontName) {
    InvisibleText text = new InvisibleText(font, toUserSpace, page.rotation());
    text.write(page.words() == null ? List.of() : page.words(), fontName);
    return text.operators.toString();
  }

  private void write(List<Word> words, String fontName) {
    // Text that neither fills nor strokes.
    operators.append("q\nBT\n3 Tr\n");
    for (List<Run> row : rows(words)) {
      for (int i = 0; i < row.size(); i++) {
        Run run = row.get(i);
        place(run, fontName);
        // Spaces are written out: where letters leave narrow gaps, or lines run askew and stand as
        // high as their neighbours at the other side of the page, readers would join words.
        show(visual(run.text()), run.length(), run);
        show(" ", i + 1 < row.size() ? gap(run, row.get(i + 1)) : run.height() * END_GAP, run);
      }
    }
    operators.append("ET\nQ\n");
  }

  /* By where words stand, and not by the engine's lines: one that has columns in it is no row. */
  private List<List<Run>> rows(List<Word> words) {
    List<List<Run>> rows = new ArrayList<>();
    Run last = null;
    for (Word word : words) {
      Run run = run(word);
      if (last == null || !continues(last, run)) {
        rows.add(new ArrayList<>());
      }
      rows.get(rows.size() - 1).add(run);
      last = run;
    }
    rows.stream()
        .filter(row -> row.stream().anyMatch(Run::isRightToLeft))
        .forEach(row -> row.sort(Comparator.comparingDouble(this::along)));
    return rows;
  }

  private boolean continues(Run last, Run next) {
    double offset = Math.abs(across(next) + next.height() / 2 - across(last) - last.height() / 2);
    boolean beside = offset < (last.height() + next.height()) / 2;
    boolean ahead = along(next) > along(last);
    return beside && (ahead || last.isRightToLeft() || next.isRightToLeft());
  }

  private Run run(Word word) {
    int width = Math.max(1, word.width());
    int height = Math.max(1, word.height());
    double length = cosine == 0 ? height : width;
    double across = cosine == 0 ? width : height;
    double x = word.x() + width / 2.0 - cosine * length / 2 + sine * across / 2;
    double y = word.y() + height / 2.0 + sine * length / 2 + cosine * across / 2;
    return new Run(word.text(), new Point2D.Double(x, y), length, across);
  }

  private void place(Run run, String fontName) {
    Point2D along = delta(cosine, -sine);
    Point2D up = delta(-sine, -cosine);
    double perPixel = along.distance(0, 0);
    double perPixelUp = up.distance(0, 0);
    Point2D start = toUserSpace.transform(run.start(), null);
    operators.append('/').append(fontName).append(' ');
    number(run.height() * perPixelUp);
    operators.append("Tf\n");
    number(along.getX() / perPixel);
    number(along.getY() / perPixel);
    number(up.getX() / perPixelUp);
    number(up.getY() / perPixelUp);
    number(start.getX());
    number(start.getY());
    operators.append("Tm\n");
  }

  /** Shows {@code shown} over {@code length} pixels. */
  private void show(String shown, double length, Run run) {
    double natural = shown.codePointCount(0, shown.length()) * GLYPH_EMS * run.height();
    double stretch = delta(cosine, -sine).distance(0, 0) / delta(-sine, -cosine).distance(0, 0);
    number(100 * stretch * length / natural);
    operators.append("Tz\n").append(font.encode(shown)).append(" Tj\n");
  }

  private double gap(Run run, Run next) {
    return Math.max(LEAST_GAP, along(next) - along(run) - run.length());
  }

  private double along(Run run) {
    return run.start().getX() * cosine - run.start().getY() * sine;
  }

  private double across(Run run) {
    return -run.start().getX() * sine - run.start().getY() * cosine;
  }

  private Point2D delta(int x, int y) {
    return toUserSpace.deltaTransform(new Point2D.Double(x, y), null);
  }

  /*
   * In the order in which one sees the letters, from the left, as the words of such a row stand, too:
   * readers of PDFs take it so, and turn Hebrew and Arabic around themselves.
   */
  private static String visual(String text) {
    char[] chars = text.toCharArray();
    if (!Bidi.requiresBidi(chars, 0, chars.length)) {
      return text;
    }
    Bidi bidi = new Bidi(text, Bidi.DIRECTION_DEFAULT_LEFT_TO_RIGHT);
    int runs = bidi.getRunCount();
    byte[] levels = new byte[runs];
    String[] parts = new String[runs];
    for (int i = 0; i < runs; i++) {
      levels[i] = (byte) bidi.getRunLevel(i);
      String part = text.substring(bidi.getRunStart(i), bidi.getRunLimit(i));
      parts[i] = (levels[i] & 1) == 0 ? part : new StringBuilder(part).reverse().toString();
    }
    Bidi.reorderVisually(levels, 0, parts, 0, runs);
    return String.join("", parts);
  }

  /* To a ten-thousandth, which is finer than any pixel; never with an exponent. */
  private void number(double value) {
    long parts = Math.round(value * 10_000);
    operators.append(parts < 0 ? "-" : "").append(Math.abs(parts) / 10_000).append('.');
    operators.append(String.valueOf(10_000 + Math.abs(parts) % 10_000), 1, 5).append(' ');
  }
}
