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
 * Writes a page's words as operators of a PDF content stream. Each word is invisible and stretched
 * to fill its box, so that the selection matches the image. Words run in the direction of the
 * page's rotation. A skewed line consists of horizontal words at different heights.
 *
 * <p><b>Threading:</b> one thread.
 */
final class InvisibleText {
  /** Minimum width of the space between two touching words, in pixels. */
  private static final double MIN_GAP_PIXELS = 0.5;

  /** Width of the space after the last word of a row, in heights of that word. */
  private static final double END_GAP_HEIGHTS = 0.25;

  private static final double GLYPH_EMS = (double) BlankOutline.ADVANCE / BlankOutline.EM;
  private static final int QUARTER = 90;

  /** Directionality of Hebrew letters and of Arabic letters. */
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
   * A word with its start and length in pixels.
   *
   * @param text in reading order
   * @param start start of the baseline: the lower left corner of the box in the direction of
   *     reading
   * @param length extent along the line
   * @param height extent across the line
   */
  private record Run(String text, Point2D start, double length, double height) {
    boolean isRightToLeft() {
      return text.codePoints().map(Character::getDirectionality).anyMatch(RIGHT_TO_LEFT::contains);
    }
  }

  /**
   * Returns the operators for {@code page}. They restore the graphics state.
   *
   * @param toUserSpace maps pixels of the page to user space of the PDF page
   * @param fontName name of {@code font} in the PDF page's resources
   */
  static String of(Page page, AffineTransform toUserSpace, InvisibleFont font, String fontName) {
    InvisibleText text = new InvisibleText(font, toUserSpace, page.rotation());
    text.write(page.words() == null ? List.of() : page.words(), fontName);
    return text.operators.toString();
  }

  private void write(List<Word> words, String fontName) {
    // Text rendering mode 3: neither fill nor stroke.
    operators.append("q\nBT\n3 Tr\n");
    for (List<Run> row : rows(words)) {
      for (int i = 0; i < row.size(); i++) {
        Run run = row.get(i);
        place(run, fontName);
        // Spaces are written explicitly. Otherwise PDF readers join words with narrow gaps, or
        // words of skewed lines that are level with a word at the other side of the page.
        show(visual(run.text()), run.length(), run);
        show(
            " ",
            i + 1 < row.size() ? gap(run, row.get(i + 1)) : run.height() * END_GAP_HEIGHTS,
            run);
      }
    }
    operators.append("ET\nQ\n");
  }

  /* Rows are built from the positions of words, because a line of the engine may span columns. */
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

  /** Shows {@code shown} stretched to {@code length} pixels. */
  private void show(String shown, double length, Run run) {
    double natural = shown.codePointCount(0, shown.length()) * GLYPH_EMS * run.height();
    double stretch = delta(cosine, -sine).distance(0, 0) / delta(-sine, -cosine).distance(0, 0);
    number(100 * stretch * length / natural);
    operators.append("Tz\n").append(font.encode(shown)).append(" Tj\n");
  }

  private double gap(Run run, Run next) {
    return Math.max(MIN_GAP_PIXELS, along(next) - along(run) - run.length());
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
   * Returns the text in visual order, from left to right. PDF readers expect this order and reverse
   * Hebrew and Arabic themselves.
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

  /* Four decimals, which is finer than any pixel; never an exponent. */
  private void number(double value) {
    long parts = Math.round(value * 10_000);
    operators.append(parts < 0 ? "-" : "").append(Math.abs(parts) / 10_000).append('.');
    operators.append(String.valueOf(10_000 + Math.abs(parts) % 10_000), 1, 5).append(' ');
  }
}
