/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.pdf.layout;

import io.ocrstream.contracts.Block;
import io.ocrstream.contracts.Line;
import io.ocrstream.contracts.Page;
import io.ocrstream.contracts.Word;
import io.ocrstream.engine.Confidence;
import java.awt.Dimension;
import java.awt.Rectangle;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Groups characters into words, lines and blocks.
 *
 * <p><b>Threading:</b> one thread, one page.
 */
public final class TextLayout {
  /** Largest gap within a run, in em. A wider gap may separate columns. */
  private static final double MAX_RUN_GAP_EMS = 1;

  /** Largest gap within a line, in em. A wider gap separates columns. */
  private static final double MAX_LINE_GAP_EMS = 5;

  /** Largest step backwards on a line, in em, as kerning and accents need. */
  private static final double MAX_STEP_BACK_EMS = 0.6;

  /**
   * Largest jump ahead of right-to-left text, in em. The jump leaves room for a left-to-right name
   * or number.
   */
  private static final double MAX_RIGHT_TO_LEFT_JUMP_EMS = 15;

  /**
   * Largest vertical distance of a letter from its line's baseline, in em, as exponents and indices
   * have.
   */
  private static final double MAX_BASELINE_SHIFT_EMS = 0.5;

  /** Largest distance between baselines of a paragraph, in em. */
  private static final double MAX_LEADING_EMS = 1.9;

  private static final double MAX_SIZE_RATIO = 1.3;

  private final Dimension size;
  private final List<Word> words = new ArrayList<>();
  private final List<Line> lines = new ArrayList<>();
  private final List<Block> blocks = new ArrayList<>();
  private final StringBuilder text = new StringBuilder();
  private final boolean rightToLeft;
  private @Nullable TextRun above;
  private int blockStart;

  private TextLayout(Dimension size, boolean rightToLeft) {
    this.size = size;
    this.rightToLeft = rightToLeft;
  }

  /**
   * Returns the page with the text of {@code glyphs}, which are in the order of drawing.
   *
   * @param size of the page, in pixels
   */
  public static Page page(int number, Dimension size, List<PdfGlyph> glyphs) {
    int bias = glyphs.stream().mapToInt(glyph -> VisualOrder.rightToLeftBias(glyph.text())).sum();
    List<PdfGlyph> once = SpacingAccents.joined(OverprintedGlyphs.without(glyphs));
    TextLayout layout = new TextLayout(size, bias > 0);
    for (TextRow row : TextOrder.of(InterleavedRuns.merged(runs(once)), bias > 0)) {
      layout.add(row);
    }
    layout.endBlock();
    if (!layout.words.isEmpty()) {
      layout.text.append('\n');
    }
    return new Page(
        number,
        size.width,
        size.height,
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

  /** Returns runs in the order of drawing, without blank ones. */
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
        run.direction() == glyph.direction()
            && Math.abs(glyph.baseline() - run.baseline()) <= MAX_BASELINE_SHIFT_EMS * size;
    boolean onwards = gap >= -MAX_STEP_BACK_EMS * size && gap <= MAX_RUN_GAP_EMS * size;
    boolean back =
        (run.isRightToLeft() || VisualOrder.isRightToLeft(glyph.text()))
            && gap <= 0
            && run.start() - glyph.end() <= MAX_RIGHT_TO_LEFT_JUMP_EMS * size;
    return sameLine && (onwards || back);
  }

  /* Runs that are close together form one line. */
  private void add(TextRow row) {
    List<TextRun> runs = new ArrayList<>(row.runs());
    if (rightToLeft) {
      Collections.reverse(runs);
    }
    TextRun line = null;
    for (TextRun run : runs) {
      double gap = line == null ? 0 : Math.max(run.start() - line.end(), line.start() - run.end());
      if (line != null && gap <= MAX_LINE_GAP_EMS * Math.max(line.size(), run.size())) {
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
    for (TextRun.Piece piece : line.words(rightToLeft)) {
      Rectangle2D seen = piece.box().createIntersection(new Rectangle(size));
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
    int left = (int) Math.max(0, Math.min(size.width - 1, Math.round(box.getMinX())));
    int top = (int) Math.max(0, Math.min(size.height - 1, Math.round(box.getMinY())));
    int right = (int) Math.max(left + 1, Math.min(size.width, Math.round(box.getMaxX())));
    int bottom = (int) Math.max(top + 1, Math.min(size.height, Math.round(box.getMaxY())));
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
    boolean sameRow = Math.abs(step) <= MAX_BASELINE_SHIFT_EMS * large;
    boolean nextRow = step > 0 && step <= MAX_LEADING_EMS * large;
    return above.direction() == line.direction()
        && large <= MAX_SIZE_RATIO * small
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
