/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.tesseract;

import io.ocrstream.engine.image.ConnectedComponents;
import io.ocrstream.engine.image.PixelRectangle;
import java.util.List;

/**
 * Where Tesseract expects lines of text, before it reads any.
 *
 * @param lines in reading order
 */
record ExpectedLines(List<TextLine> lines) {
  /** Part of the letters that the lines must hold, else some were taken for pictures or noise. */
  private static final double WHOLE = 0.95;

  /** Part of the lines that may run beside another, before the page is one of columns. */
  private static final double FEW = 0.1;

  /** Letters' heights from which a line is a column's; shorter ones are cells of a row. */
  private static final int COLUMN_WIDTH = 12;

  /** Part of the lines that are cells of rows, from which the rows were torn into blocks. */
  private static final double MIN_CELLS = 0.4;

  /** Part of a line's height from which it runs in the same row as another. */
  private static final double SAME_ROW = 0.3;

  /**
   * A line.
   *
   * @param block its block's number
   * @param box where it is
   */
  record TextLine(int block, PixelRectangle box) {}

  /** Copies the list. */
  ExpectedLines {
    lines = List.copyOf(lines);
  }

  /**
   * Whether the page is better read as one block of lines: so it is where writing was left out of
   * the lines and there are no columns that would be mixed up.
   */
  boolean isWorseThanOneBlock(ConnectedComponents letters) {
    Double held = letters.coverage(lines.stream().map(TextLine::box).toList());
    return held != null
        && !lines.isEmpty()
        && (held < WHOLE || cells(letters.height()) >= MIN_CELLS)
        && columns(letters.height()) < FEW;
  }

  /**
   * Part of the lines, 0 to 1, that are too short for a column's and run beside another block's.
   */
  double cells(double letterHeight) {
    long beside =
        lines.stream()
            .filter(line -> line.box().width() < COLUMN_WIDTH * letterHeight)
            .filter(line -> lines.stream().anyMatch(other -> isBeside(line, other, letterHeight)))
            .count();
    return lines.isEmpty() ? 0 : (double) beside / lines.size();
  }

  /** Part of the lines, 0 to 1, beside which another column runs. */
  double columns(double letterHeight) {
    List<TextLine> wide =
        lines.stream().filter(line -> line.box().width() >= COLUMN_WIDTH * letterHeight).toList();
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
        && a.sharedRows(b) > SAME_ROW * Math.min(a.height(), b.height())
        && (a.right() <= b.left() + letterHeight || b.right() <= a.left() + letterHeight);
  }
}
