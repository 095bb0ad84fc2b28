/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.pdf;

import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Characters of a line that stand close enough together to be read on from one to the next.
 *
 * <p><b>Threading:</b> one thread.
 */
final class TextRun {
  /**
   * Gap between letters, beyond the line's usual one, from which a word ends, in parts of the em.
   */
  private static final double MIN_WORD_GAP = 0.15;

  /** The same where the line has no spaces: its words are set apart by nothing else. */
  private static final double MIN_WORD_GAP_WITHOUT_SPACES = 0.1;

  /** Gap between letters, in parts of the em, from which they are not just set apart. */
  private static final double MAX_LETTER_SPACING = 0.6;

  /** Gaps of a line from which they show what is usual on it. */
  private static final int MIN_GAPS = 4;

  private final List<PdfGlyph> glyphs = new ArrayList<>();
  private int quarter;
  private double start;
  private double end;
  private double baseline;
  private double size;
  private boolean leftwards;
  private @Nullable String text;

  /**
   * A word.
   *
   * @param box in pixels of the page
   * @param confidence 0 to 1
   */
  record Piece(String text, Rectangle2D box, double confidence) {}

  /** A character on its line; without a glyph, the gap between two words. */
  private record Mark(String text, @Nullable PdfGlyph glyph) implements VisualOrder.Item {
    @Override
    public Mark withText(String other) {
      return new Mark(other, glyph);
    }
  }

  /** Adds the next character. */
  void add(PdfGlyph glyph) {
    boolean first = glyphs.isEmpty();
    if (first) {
      quarter = glyph.quarter();
    }
    // An exponent does not raise the line that it stands on.
    if (first || glyph.size() >= size) {
      baseline = glyph.baseline();
      size = glyph.size();
    }
    start = first ? glyph.start() : Math.min(start, glyph.start());
    end = first ? glyph.end() : Math.max(end, glyph.end());
    leftwards |= VisualOrder.isLeftwards(glyph.text());
    glyphs.add(glyph);
    text = null;
  }

  /** Adds what stands further on on the same line. */
  void add(TextRun further) {
    further.glyphs.forEach(this::add);
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

  /** Whether some of it is written from right to left. */
  boolean isLeftwards() {
    return leftwards;
  }

  boolean isBlank() {
    return glyphs.stream().allMatch(PdfGlyph::isSpace);
  }

  /** Its words, joined by spaces. */
  String text() {
    if (text == null) {
      text = words(false).stream().map(Piece::text).collect(Collectors.joining(" "));
    }
    return text;
  }

  /**
   * Its words as they are read.
   *
   * @param leftwardsPage whether most of the page is written from right to left
   */
  List<Piece> words(boolean leftwardsPage) {
    List<Mark> marks = marks();
    if (!leftwards) {
      return pieces(marks);
    }
    String said = marks.stream().map(Mark::text).collect(Collectors.joining());
    boolean whole = leftwardsPage || VisualOrder.lean(said) >= 0;
    return pieces(VisualOrder.logical(marks, whole).stream().map(Mark.class::cast).toList());
  }

  /* Right-to-left text is drawn in any order: it is put into the order of its places first. */
  private List<Mark> marks() {
    List<PdfGlyph> placed = glyphs;
    if (leftwards) {
      placed = new ArrayList<>(glyphs);
      placed.sort(Comparator.comparingDouble(glyph -> glyph.start() + glyph.end()));
    }
    double most = wordGap(placed);
    List<Mark> marks = new ArrayList<>();
    double reached = 0;
    boolean broken = false;
    for (PdfGlyph glyph : placed) {
      broken |= !marks.isEmpty() && glyph.start() - reached > most * glyph.size();
      reached = Math.max(reached, glyph.end());
      if (marks.isEmpty()) {
        reached = glyph.end();
      }
      if (glyph.isSpace()) {
        broken = true;
        continue;
      }
      if (broken && !marks.isEmpty()) {
        marks.add(new Mark(" ", null));
      }
      broken = false;
      put(glyph, marks);
    }
    return marks;
  }

  /* Reversing a line must not part a letter from the accent that is drawn over it. */
  private void put(PdfGlyph glyph, List<Mark> marks) {
    int last = marks.size() - 1;
    boolean accent =
        leftwards
            && Character.getType(glyph.text().codePointAt(0)) == Character.NON_SPACING_MARK
            && last >= 0
            && marks.get(last).glyph() != null;
    if (accent) {
      marks.set(last, marks.get(last).withText(marks.get(last).text() + glyph.text()));
    } else {
      marks.add(new Mark(glyph.text(), glyph));
    }
  }

  /* In parts of the em. Letters that are set apart evenly are still one word. */
  private static double wordGap(List<PdfGlyph> placed) {
    List<Double> gaps = new ArrayList<>();
    boolean spaces = false;
    for (int i = 1; i < placed.size(); i++) {
      PdfGlyph before = placed.get(i - 1);
      PdfGlyph glyph = placed.get(i);
      spaces |= glyph.isSpace() && i + 1 < placed.size();
      if (!glyph.isSpace() && !before.isSpace()) {
        gaps.add((glyph.start() - before.end()) / glyph.size());
      }
    }
    double usual = 0;
    if (gaps.size() >= MIN_GAPS) {
      gaps.sort(Comparator.naturalOrder());
      usual = Math.max(0, Math.min(MAX_LETTER_SPACING, gaps.get(gaps.size() / 2)));
    }
    return usual + (spaces ? MIN_WORD_GAP : MIN_WORD_GAP_WITHOUT_SPACES);
  }

  private static List<Piece> pieces(List<Mark> marks) {
    List<Piece> pieces = new ArrayList<>();
    List<Mark> word = new ArrayList<>();
    for (Mark mark : marks) {
      if (mark.glyph() != null) {
        word.add(mark);
      } else if (!word.isEmpty()) {
        pieces.add(piece(word));
        word.clear();
      }
    }
    if (!word.isEmpty()) {
      pieces.add(piece(word));
    }
    return pieces;
  }

  private static Piece piece(List<Mark> word) {
    StringBuilder text = new StringBuilder();
    Rectangle2D box = new Rectangle2D.Double();
    double confidence = PdfGlyph.CERTAIN;
    for (Mark mark : word) {
      PdfGlyph glyph = Objects.requireNonNull(mark.glyph());
      box = text.length() == 0 ? glyph.box() : box.createUnion(glyph.box());
      text.append(mark.text());
      confidence = Math.min(confidence, glyph.confidence());
    }
    return new Piece(text.toString(), box, confidence);
  }
}
