/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine;

import io.ocrstream.contracts.Block;
import io.ocrstream.contracts.Line;
import io.ocrstream.contracts.Page;
import io.ocrstream.contracts.Word;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Puts characters together to words, lines and blocks, in the order in which the document draws
 * them: programs that write text draw it as it is read, column by column, and no rule of ours tells
 * columns from tables as surely.
 *
 * <p><b>Threading:</b> one thread, one page.
 */
final class TextLayout {
  /** Between letters, in parts of the em; what is wider stands between words. */
  private static final double WIDEST_LETTER_GAP = 0.15;

  /** Between words of a line, in parts of the em: columns stand further apart. */
  private static final double WIDEST_WORD_GAP = 5;

  /** How far a letter may step back on its line, for kerning and accents. */
  private static final double LARGEST_STEP_BACK = 0.6;

  /** How far a letter may stand above or below its line, for exponents and indices. */
  private static final double LARGEST_SHIFT = 0.5;

  /** From line to line of a paragraph, in parts of the em. */
  private static final double WIDEST_LEADING = 1.9;

  private static final double LARGEST_SIZE_RATIO = 1.3;

  /** Nothing was guessed. */
  private static final double CERTAIN = 1;

  private final PdfFrame frame;
  private final List<Word> words = new ArrayList<>();
  private final List<Line> lines = new ArrayList<>();
  private final List<Block> blocks = new ArrayList<>();
  private final StringBuilder text = new StringBuilder();
  private @Nullable TextRun run;
  private @Nullable TextRun above;
  private int blockStart;

  private TextLayout(PdfFrame frame) {
    this.frame = frame;
  }

  /** The page that {@code glyphs} make. */
  static Page page(int number, PdfFrame frame, List<Glyph> glyphs) {
    TextLayout layout = new TextLayout(frame);
    glyphs.forEach(layout::add);
    layout.endLine();
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
        layout.words.isEmpty() ? null : CERTAIN,
        layout.text.toString(),
        null,
        List.copyOf(layout.words),
        List.copyOf(layout.lines),
        List.copyOf(layout.blocks),
        null);
  }

  private void add(Glyph glyph) {
    if (run != null && !continues(run, glyph)) {
      endLine();
    }
    if (run == null) {
      run = new TextRun();
    }
    run.add(glyph, WIDEST_LETTER_GAP);
  }

  private static boolean continues(TextRun run, Glyph glyph) {
    double size = Math.max(run.size(), glyph.size());
    double gap = glyph.start() - run.end();
    return run.quarter() == glyph.quarter()
        && Math.abs(glyph.baseline() - run.baseline()) <= LARGEST_SHIFT * size
        && gap >= -LARGEST_STEP_BACK * size
        && gap <= WIDEST_WORD_GAP * size;
  }

  private void endLine() {
    TextRun line = run;
    run = null;
    if (line == null || line.words().isEmpty()) {
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
    for (TextRun.Piece piece : line.words()) {
      Rectangle2D seen = piece.box().createIntersection(frame.box());
      Word word = word(piece.text(), seen);
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
            CERTAIN,
            first,
            count,
            null));
  }

  private Word word(String text, Rectangle2D box) {
    int left = (int) Math.max(0, Math.min(frame.width() - 1, Math.round(box.getMinX())));
    int top = (int) Math.max(0, Math.min(frame.height() - 1, Math.round(box.getMinY())));
    int right = (int) Math.max(left + 1, Math.min(frame.width(), Math.round(box.getMaxX())));
    int bottom = (int) Math.max(top + 1, Math.min(frame.height(), Math.round(box.getMaxY())));
    return Word.of(text, left, top, right - left, bottom - top, CERTAIN);
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
