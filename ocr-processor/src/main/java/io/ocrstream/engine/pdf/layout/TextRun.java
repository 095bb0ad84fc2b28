/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.pdf.layout;

import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Characters of one line that are close enough together to be read one after the other.
 *
 * <p><b>Threading:</b> one thread.
 */
final class TextRun {
  /** Gap that ends a word, in em, in addition to the line's usual gap between letters. */
  private static final double MIN_WORD_GAP_EMS = 0.15;

  /** The same for a line without space characters, where the gap alone separates words. */
  private static final double MIN_WORD_GAP_WITHOUT_SPACES_EMS = 0.1;

  /** Largest gap between letters, in em, that counts as letter spacing. */
  private static final double MAX_LETTER_SPACING_EMS = 0.6;

  /** Largest overlap of two letters beside each other, in em. */
  private static final double MAX_OVERLAP_EMS = 0.2;

  /** Minimum number of gaps from which the line's usual gap is computed. */
  private static final int MIN_GAPS = 4;

  private final List<PdfGlyph> glyphs = new ArrayList<>();
  private int direction;
  private double start;
  private double end;
  private double baseline;
  private double size;
  private boolean rightToLeft;
  private @Nullable String text;

  /**
   * A word.
   *
   * @param box in pixels of the page
   * @param confidence 0 to 1
   */
  record Piece(String text, Rectangle2D box, double confidence) {}

  /** A character of the line; without a glyph, the gap between two words. */
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
      direction = glyph.direction();
    }
    // The largest glyph defines the baseline, so an exponent does not raise it.
    if (first || glyph.size() >= size) {
      baseline = glyph.baseline();
      size = glyph.size();
    }
    start = first ? glyph.start() : Math.min(start, glyph.start());
    end = first ? glyph.end() : Math.max(end, glyph.end());
    rightToLeft |= VisualOrder.isRightToLeft(glyph.text());
    glyphs.add(glyph);
    text = null;
  }

  /** Adds all characters of {@code further}, a run of the same line. */
  void add(TextRun further) {
    further.glyphs.forEach(this::add);
  }

  /**
   * Returns whether all characters of {@code further} fit into gaps between those of this run, and
   * one of them stands within it.
   */
  boolean leavesGapsFor(TextRun further) {
    boolean within = further.glyphs.stream().anyMatch(g -> g.start() > start && g.end() < end);
    return within
        && direction == further.direction
        && further.glyphs.stream().allMatch(this::hasGap);
  }

  private boolean hasGap(PdfGlyph glyph) {
    double slack = MAX_OVERLAP_EMS * glyph.size();
    return glyphs.stream()
        .allMatch(o -> glyph.start() >= o.end() - slack || glyph.end() <= o.start() + slack);
  }

  /** Adds all characters of {@code further} at their places. */
  void insert(TextRun further) {
    add(further);
    glyphs.sort(Comparator.comparingDouble(PdfGlyph::start));
  }

  int direction() {
    return direction;
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

  /** Returns whether the run contains right-to-left letters. */
  boolean isRightToLeft() {
    return rightToLeft;
  }

  boolean isBlank() {
    return glyphs.stream().allMatch(PdfGlyph::isSpace);
  }

  /** Returns the words, joined by spaces. */
  String text() {
    if (text == null) {
      text = words(false).stream().map(Piece::text).collect(Collectors.joining(" "));
    }
    return text;
  }

  /**
   * Returns the words in reading order.
   *
   * @param rightToLeftPage whether most of the page is right-to-left
   */
  List<Piece> words(boolean rightToLeftPage) {
    List<Mark> marks = marks();
    if (!rightToLeft) {
      return pieces(marks);
    }
    String said = marks.stream().map(Mark::text).collect(Collectors.joining());
    boolean whole = rightToLeftPage || VisualOrder.rightToLeftBias(said) >= 0;
    return pieces(VisualOrder.logical(marks, whole).stream().map(Mark.class::cast).toList());
  }

  /* Right-to-left text may be drawn in any order, so it is first sorted by position. */
  private List<Mark> marks() {
    List<PdfGlyph> placed = glyphs;
    if (rightToLeft) {
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

  /* Keeps an accent with its letter, so that reversing the line does not separate them. */
  private void put(PdfGlyph glyph, List<Mark> marks) {
    int last = marks.size() - 1;
    boolean accent =
        rightToLeft
            && Character.getType(glyph.text().codePointAt(0)) == Character.NON_SPACING_MARK
            && last >= 0
            && marks.get(last).glyph() != null;
    if (accent) {
      marks.set(last, marks.get(last).withText(marks.get(last).text() + glyph.text()));
    } else {
      marks.add(new Mark(glyph.text(), glyph));
    }
  }

  /* In em. Letters with even letter spacing are still one word. */
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
      usual = Math.max(0, Math.min(MAX_LETTER_SPACING_EMS, gaps.get(gaps.size() / 2)));
    }
    return usual + (spaces ? MIN_WORD_GAP_EMS : MIN_WORD_GAP_WITHOUT_SPACES_EMS);
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
