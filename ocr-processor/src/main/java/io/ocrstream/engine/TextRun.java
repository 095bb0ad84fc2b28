/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine;

import java.awt.geom.Rectangle2D;
import java.text.Bidi;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * A line of characters while it grows.
 *
 * <p><b>Threading:</b> one thread.
 */
final class TextRun {
  private final List<List<Glyph>> words = new ArrayList<>();
  private boolean broken = true;
  private int quarter;
  private double start;
  private double end;
  private double baseline;
  private double size;

  /**
   * A word.
   *
   * @param box in pixels of the page
   */
  record Piece(String text, Rectangle2D box) {}

  /** Adds the next character; one further than {@code gap} ems from the last begins a word. */
  void add(Glyph glyph, double gap) {
    boolean first = size == 0;
    broken |= !first && glyph.start() - end > gap * glyph.size();
    if (first) {
      quarter = glyph.quarter();
      start = glyph.start();
    }
    // An exponent does not raise the line that it stands on.
    if (first || glyph.size() >= size) {
      baseline = glyph.baseline();
      size = glyph.size();
    }
    end = first ? glyph.end() : Math.max(end, glyph.end());
    if (glyph.isSpace()) {
      broken = true;
      return;
    }
    if (broken) {
      words.add(new ArrayList<>());
      broken = false;
    }
    words.get(words.size() - 1).add(glyph);
  }

  int quarter() {
    return quarter;
  }

  double start() {
    return start;
  }

  double end() {
    return end;
  }

  double baseline() {
    return baseline;
  }

  double size() {
    return size;
  }

  /** As they are read: what is written from right to left is drawn from left to right. */
  List<Piece> words() {
    List<Piece> pieces = new ArrayList<>();
    int leftwards = 0;
    for (List<Glyph> word : words) {
      boolean turned = isLeftwards(word);
      leftwards += turned ? 1 : -1;
      pieces.add(piece(word, turned));
    }
    if (leftwards > 0) {
      Collections.reverse(pieces);
    }
    return pieces;
  }

  private static boolean isLeftwards(List<Glyph> word) {
    String text = text(word, false);
    return Bidi.requiresBidi(text.toCharArray(), 0, text.length())
        && new Bidi(text, Bidi.DIRECTION_DEFAULT_LEFT_TO_RIGHT).getBaseLevel() == 1;
  }

  private static Piece piece(List<Glyph> word, boolean turned) {
    Rectangle2D box = word.get(0).box();
    for (Glyph glyph : word) {
      box = box.createUnion(glyph.box());
    }
    return new Piece(text(word, turned), box);
  }

  private static String text(List<Glyph> word, boolean turned) {
    StringBuilder text = new StringBuilder();
    for (Glyph glyph : word) {
      text.insert(turned ? 0 : text.length(), glyph.text());
    }
    return text.toString();
  }
}
