/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.tesseract;

import io.ocrstream.engine.image.ConnectedComponents;
import io.ocrstream.engine.image.PixelRectangle;
import java.util.List;

/**
 * Holds the text lines that Tesseract's layout analysis expects, before recognition.
 *
 * @param lines in reading order
 */
record ExpectedLines(List<TextLine> lines) {
  /** Minimum share of letters within lines. Below it some text was taken for pictures or noise. */
  private static final double MIN_LETTER_COVERAGE = 0.95;

  /** Share of lines that are beside another one, from which the page has columns. */
  private static final double MAX_COLUMN_LINES_SHARE = 0.1;

  /**
   * Minimum width of a line in a column, in heights of a letter. Narrower lines are cells of a row.
   */
  private static final int MIN_COLUMN_WIDTH_LETTER_HEIGHTS = 12;

  /** Share of lines that are cells, from which rows of a table were split into blocks. */
  private static final double MIN_CELLS_SHARE = 0.4;

  /**
   * Gap between lines of two blocks, in heights of a letter, below which the border between the
   * blocks goes through words. Letters of a word are set closer, and columns wider.
   */
  private static final double MAX_GAP_WITHIN_WORD = 0.6;

  /** Minimum number of rows with a torn word that shows that two blocks are not columns. */
  private static final int MIN_TORN_ROWS = 3;

  /** Ratio of heights up to which two lines have letters of one size. An initial is higher. */
  private static final double MAX_HEIGHT_RATIO = 1.6;

  /** Vertical overlap of two lines on one row, as a part of the lower one's height. */
  private static final double MIN_ROW_OVERLAP = 0.3;

  /**
   * A line.
   *
   * @param block number of its block
   * @param box its bounding box
   */
  record TextLine(int block, PixelRectangle box) {}

  /** Copies the list. */
  ExpectedLines {
    lines = List.copyOf(lines);
  }

  /**
   * Returns whether the page is better recognised as one block of lines: the layout misses text or
   * splits rows, and there are no columns that one block would mix.
   */
  boolean isWorseThanOneBlock(ConnectedComponents letters) {
    Double held = letters.coverage(lines.stream().map(TextLine::box).toList());
    return held != null
        && !lines.isEmpty()
        && (held < MIN_LETTER_COVERAGE
            || cells(letters.height()) >= MIN_CELLS_SHARE
            || tornRows(letters.height()) >= MIN_TORN_ROWS)
        && columns(letters.height()) < MAX_COLUMN_LINES_SHARE;
  }

  /**
   * Returns the share of lines, 0 to 1, that are too narrow for a column and beside a line of
   * another block.
   */
  double cells(double letterHeight) {
    long beside =
        lines.stream()
            .filter(line -> line.box().width() < MIN_COLUMN_WIDTH_LETTER_HEIGHTS * letterHeight)
            .filter(line -> lines.stream().anyMatch(other -> isBeside(line, other, letterHeight)))
            .count();
    return lines.isEmpty() ? 0 : (double) beside / lines.size();
  }

  /** Returns the number of lines that begin within a word of a line of another block. */
  long tornRows(double letterHeight) {
    return lines.stream()
        .filter(line -> lines.stream().anyMatch(before -> isTorn(before, line, letterHeight)))
        .count();
  }

  private static boolean isTorn(TextLine before, TextLine line, double letterHeight) {
    int gap = line.box().left() - before.box().right();
    int higher = Math.max(before.box().height(), line.box().height());
    int lower = Math.min(before.box().height(), line.box().height());
    return isBeside(before, line, letterHeight)
        && gap > -letterHeight
        && gap < MAX_GAP_WITHIN_WORD * letterHeight
        && higher <= MAX_HEIGHT_RATIO * lower;
  }

  /** Returns the share of lines, 0 to 1, that are beside a line of another column. */
  double columns(double letterHeight) {
    List<TextLine> wide =
        lines.stream()
            .filter(line -> line.box().width() >= MIN_COLUMN_WIDTH_LETTER_HEIGHTS * letterHeight)
            .toList();
    long beside =
        wide.stream()
            .filter(line -> wide.stream().anyMatch(other -> isBeside(line, other, letterHeight)))
            .count();
    return lines.isEmpty() ? 0 : (double) beside / lines.size();
  }

  private static boolean isBeside(TextLine line, TextLine other, double letterHeight) {
    PixelRectangle a = line.box();
    PixelRectangle b = other.box();
    return line.block() != other.block()
        && a.sharedRows(b) > MIN_ROW_OVERLAP * Math.min(a.height(), b.height())
        && (a.right() <= b.left() + letterHeight || b.right() <= a.left() + letterHeight);
  }
}
