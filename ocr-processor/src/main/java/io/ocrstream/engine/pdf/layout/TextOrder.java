/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.pdf.layout;

import java.util.ArrayList;
import java.util.List;

/**
 * Sorts the lines of a page into reading order. Most programs draw text in reading order, column by
 * column, and no heuristic tells columns from tables as reliably. So the drawing order is kept,
 * with these exceptions: columns of prose that are drawn row by row ({@link RowwiseColumns}), table
 * entries that are drawn apart from the labels beside them ({@link LateEntries}), and text that is
 * drawn before text above it or beside it ({@link BlockOrder}).
 *
 * <p><b>Threading:</b> any. <b>Bounds:</b> above {@link #MAX_BLOCKS} the drawing order is kept.
 */
final class TextOrder {
  /** Largest distance between baselines within a block, in em. */
  static final double MAX_LEADING_EMS = 2.5;

  /** Maximum outdent of a row against the row above, in em; the row above may be indented. */
  private static final double MAX_OUTDENT_EMS = 5;

  /** Blocks of a page up to which they are sorted. Each block is compared with each other one. */
  static final int MAX_BLOCKS = 1_500;

  private TextOrder() {}

  /**
   * Returns rows in reading order.
   *
   * @param drawn runs in drawing order
   * @param rightToLeft whether columns are read from right to left
   */
  static List<TextRow> of(List<TextRun> drawn, boolean rightToLeft) {
    List<List<TextRow>> blocks = blocks(RowwiseColumns.apart(rows(drawn)));
    if (blocks.size() > MAX_BLOCKS) {
      return blocks.stream().flatMap(List::stream).toList();
    }
    return BlockOrder.of(blocks(LateEntries.merged(blocks)), rightToLeft);
  }

  private static List<TextRow> rows(List<TextRun> drawn) {
    List<TextRow> rows = new ArrayList<>();
    TextRow last = null;
    for (TextRun run : drawn) {
      if (last != null && last.isLevelWith(run) && last.hasRoomFor(run)) {
        last.add(run);
      } else {
        last = new TextRow(run);
        rows.add(last);
      }
    }
    return rows;
  }

  /** Returns blocks of rows that follow each other downwards, in drawing order. */
  private static List<List<TextRow>> blocks(List<TextRow> rows) {
    List<List<TextRow>> blocks = new ArrayList<>();
    TextRow above = null;
    for (TextRow row : rows) {
      if (above == null || !isBlock(above, row)) {
        blocks.add(new ArrayList<>());
      }
      blocks.get(blocks.size() - 1).add(row);
      above = row;
    }
    return blocks;
  }

  private static boolean isBlock(TextRow above, TextRow row) {
    return above.isFollowedBy(row, MAX_LEADING_EMS)
        && row.start() < above.end()
        && above.start() - row.start() <= MAX_OUTDENT_EMS * row.size()
        && above.start() < row.end();
  }
}
