/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.pdf;

import io.ocrstream.contracts.Block;
import io.ocrstream.contracts.Line;
import io.ocrstream.contracts.Page;
import io.ocrstream.contracts.Word;
import io.ocrstream.engine.Confidence;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Puts characters together to words, lines and blocks.
 *
 * <p><b>Threading:</b> one thread, one page.
 */
final class TextLayout {
  /** Gap within a run, in parts of the em: what is wider may stand between columns. */
  private static final double MAX_RUN_GAP = 1.5;

  /** Gap within a line, in parts of the em: what is wider stands between columns. */
  private static final double MAX_LINE_GAP = 5;

  /** How far a letter may step back on its line, for kerning and accents, in parts of the em. */
  private static final double MAX_STEP_BACK = 0.6;

  /**
   * How far right-to-left text may jump ahead, in parts of the em, to leave room for a name or a
   * number that is written from left to right.
   */
  private static final double MAX_JUMP_LEFTWARDS = 15;

  /** How far a letter may stand above or below its line, for exponents and indices. */
  private static final double LARGEST_SHIFT = 0.5;

  /** From line to line of a paragraph, in parts of the em. */
  private static final double WIDEST_LEADING = 1.9;

  private static final double LARGEST_SIZE_RATIO = 1.3;

  private final PdfFrame frame;
  private final List<Word> words = new ArrayList<>();
  private final List<Line> lines = new ArrayList<>();
  private final List<Block> blocks = new ArrayList<>();
  private final StringBuilder text = new StringBuilder();
  private final boolean leftwards;
  private @Nullable TextRun above;
  private int blockStart;

  private TextLayout(PdfFrame frame, boolean leftwards) {
    this.frame = frame;
    this.leftwards = leftwards;
  }

  /** The page that {@code glyphs}, in the order of drawing, make. */
  static Page page(int number, PdfFrame frame, List<PdfGlyph> glyphs) {
    int lean = glyphs.stream().mapToInt(glyph -> VisualOrder.lean(glyph.text())).sum();
    TextLayout layout = new TextLayout(frame, lean > 0);
    for (TextRow row : TextOrder.of(runs(OverprintedGlyphs.without(glyphs)))) {
      layout.add(row);
    }
    layout.endBlock();
    if (!layout.words.isEmpty()) {
      layout.text.append('\n');
    }
    return new Page(
        number,
        frame.width(),
        frame.height(),
        0,
        Page.Status.READ,
        Page.TextSource.TEXT_LAYER,
        Confidence.mean(layout.words),
        layout.text.toString(),
        null,
        List.copyOf(layout.words),
        List.copyOf(layout.lines),
        List.copyOf(layout.blocks),
        null);
  }

  /** In the order of drawing, without blank ones. */
  private static List<TextRun> runs(List<PdfGlyph> glyphs) {
    List<TextRun> runs = new ArrayList<>();
    TextRun run = null;
    for (PdfGlyph glyph : glyphs) {
      if (run == null || !continues(run, glyph)) {
        run = new TextRun();
        runs.add(run);
      }
      run.add(glyph);
    }
    runs.removeIf(TextRun::isBlank);
    return runs;
  }

  private static boolean continues(TextRun run, PdfGlyph glyph) {
    double size = Math.max(run.size(), glyph.size());
    double gap = glyph.start() - run.end();
    boolean sameLine =
        run.quarter() == glyph.quarter()
            && Math.abs(glyph.baseline() - run.baseline()) <= LARGEST_SHIFT * size;
    boolean onwards = gap >= -MAX_STEP_BACK * size && gap <= MAX_RUN_GAP * size;
    boolean back =
        (run.isLeftwards() || VisualOrder.isLeftwards(glyph.text()))
            && gap <= 0
            && run.start() - glyph.end() <= MAX_JUMP_LEFTWARDS * size;
    return sameLine && (onwards || back);
  }

  /* What stands close together is one line. */
  private void add(TextRow row) {
    List<TextRun> runs = new ArrayList<>(row.runs());
    if (leftwards) {
      Collections.reverse(runs);
    }
    TextRun line = null;
    for (TextRun run : runs) {
      double gap = line == null ? 0 : Math.max(run.start() - line.end(), line.start() - run.end());
      if (line != null && gap <= MAX_LINE_GAP * Math.max(line.size(), run.size())) {
        line.add(run);
      } else {
        endLine(line);
        line = run;
      }
    }
    endLine(line);
  }

  private void endLine(@Nullable TextRun line) {
    if (line == null) {
      return;
    }
    if (above != null) {
      boolean sameBlock = isBelow(above, line);
      if (!sameBlock) {
        endBlock();
      }
      text.append(sameBlock ? "\n" : "\n\n");
    }
    write(line);
    above = line;
  }

  private void write(TextRun line) {
    int first = words.size();
    Rectangle2D.Double box = new Rectangle2D.Double();
    List<String> texts = new ArrayList<>();
    for (TextRun.Piece piece : line.words(leftwards)) {
      Rectangle2D seen = piece.box().createIntersection(frame.box());
      Word word = word(piece, seen);
      box.setRect(words.size() == first ? rectangle(word) : box.createUnion(rectangle(word)));
      words.add(word);
      texts.add(piece.text());
    }
    String joined = String.join(" ", texts);
    text.append(joined);
    int count = words.size() - first;
    lines.add(
        new Line(
            joined,
            (int) box.x,
            (int) box.y,
            (int) box.width,
            (int) box.height,
            confidence(words.subList(first, words.size())),
            first,
            count,
            null));
  }

  private Word word(TextRun.Piece piece, Rectangle2D box) {
    int left = (int) Math.max(0, Math.min(frame.width() - 1, Math.round(box.getMinX())));
    int top = (int) Math.max(0, Math.min(frame.height() - 1, Math.round(box.getMinY())));
    int right = (int) Math.max(left + 1, Math.min(frame.width(), Math.round(box.getMaxX())));
    int bottom = (int) Math.max(top + 1, Math.min(frame.height(), Math.round(box.getMaxY())));
    return Word.of(piece.text(), left, top, right - left, bottom - top, piece.confidence());
  }

  private static double confidence(List<Word> ofLine) {
    Double mean = Confidence.mean(ofLine);
    return mean == null ? 0 : mean;
  }

  private static Rectangle2D rectangle(Word word) {
    return new Rectangle2D.Double(word.x(), word.y(), word.width(), word.height());
  }

  private static boolean isBelow(TextRun above, TextRun line) {
    double step = line.baseline() - above.baseline();
    double small = Math.min(above.size(), line.size());
    double large = Math.max(above.size(), line.size());
    boolean sameRow = Math.abs(step) <= LARGEST_SHIFT * large;
    boolean nextRow = step > 0 && step <= WIDEST_LEADING * large;
    return above.quarter() == line.quarter()
        && large <= LARGEST_SIZE_RATIO * small
        && (sameRow || (nextRow && line.start() < above.end() && above.start() < line.end()));
  }

  private void endBlock() {
    int count = lines.size() - blockStart;
    if (count > 0) {
      Rectangle2D box = null;
      for (Line line : lines.subList(blockStart, lines.size())) {
        Rectangle2D own = new Rectangle2D.Double(line.x(), line.y(), line.width(), line.height());
        box = box == null ? own : box.createUnion(own);
      }
      blocks.add(block(box == null ? new Rectangle2D.Double() : box, count));
      blockStart = lines.size();
    }
  }

  private Block block(Rectangle2D box, int count) {
    return new Block(
        (int) box.getX(),
        (int) box.getY(),
        (int) box.getWidth(),
        (int) box.getHeight(),
        blockStart,
        count,
        null);
  }
}
