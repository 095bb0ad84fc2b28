/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.pdf.layout;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Separates columns of prose that are drawn row by row. A gutter is a gap at the same place in all
 * rows of a stretch; the lines to the right of it start below each other, and the lines on either
 * side are prose. Gaps between the entries of a table do not meet the last condition.
 *
 * <p><b>Threading:</b> one thread.
 */
final class RowwiseColumns {
  /** Lines of a column, from which a gap beside them is a gutter. */
  private static final int MIN_LINES = 3;

  /** Minimum share of a column's lines that start at the same place. */
  private static final double MIN_ALIGNED_SHARE = 0.6;

  /** Largest difference of two lines' starts at the same place, in em. */
  private static final double MAX_ALIGNED_EMS = 0.3;

  /** Rows of a stretch at which a new one is tried if it is not columns. */
  private static final int MAX_RESTARTS = 16;

  private final List<TextRow> rows = new ArrayList<>();
  private List<Gap> gaps = List.of();

  private RowwiseColumns() {}

  /**
   * A range along the lines that no row touches.
   *
   * @param afterText whether a row has text before it
   * @param beforeText whether a row has text behind it
   */
  private record Gap(double start, double end, boolean afterText, boolean beforeText) {
    Gap and(Gap other) {
      return new Gap(
          Math.max(start, other.start),
          Math.min(end, other.end),
          afterText || other.afterText,
          beforeText || other.beforeText);
    }

    boolean isEmpty() {
      return start >= end;
    }

    boolean isGutter() {
      return afterText && beforeText;
    }
  }

  /** Returns {@code rows} with the lines of such columns one column after the other. */
  static List<TextRow> apart(List<TextRow> rows) {
    List<TextRow> ordered = new ArrayList<>();
    for (int from = 0; from < rows.size(); ) {
      RowwiseColumns stretch = new RowwiseColumns();
      int to = from;
      while (to < rows.size() && stretch.add(rows.get(to))) {
        to++;
      }
      List<List<TextRow>> columns = stretch.columns();
      if (columns.size() > 1) {
        columns.forEach(column -> ordered.addAll(apart(column)));
        from = to;
      } else {
        int next = from + Math.max(1, (to - from) / MAX_RESTARTS);
        ordered.addAll(rows.subList(from, next));
        from = next;
      }
    }
    return ordered;
  }

  /* Returns false, and adds nothing, if the row leaves no gutter or is not the next one below. */
  private boolean add(TextRow row) {
    List<Gap> left = gaps(row);
    if (!rows.isEmpty()) {
      List<Gap> own = left;
      left =
          gaps.stream()
              .flatMap(gap -> own.stream().map(gap::and))
              .filter(g -> !g.isEmpty())
              .toList();
      if (left.stream().noneMatch(Gap::isGutter)
          || !rows.get(rows.size() - 1).isFollowedBy(row, TextOrder.MAX_LEADING_EMS)) {
        return false;
      }
    }
    gaps = left;
    rows.add(row);
    return true;
  }

  /* The space beside a row is a gap too: the next row may be that of the other column. */
  private static List<Gap> gaps(TextRow row) {
    List<Gap> gaps = new ArrayList<>();
    double reached = Double.NEGATIVE_INFINITY;
    for (TextRun run : row.runs()) {
      gaps.add(new Gap(reached, run.start(), !gaps.isEmpty(), true));
      reached = run.end();
    }
    gaps.add(new Gap(reached, Double.POSITIVE_INFINITY, true, false));
    return gaps;
  }

  /* Returns nothing if one of the columns is not prose. */
  private List<List<TextRow>> columns() {
    List<List<TextRow>> columns = new ArrayList<>();
    List<Gap> gutters = gaps.stream().filter(Gap::isGutter).toList();
    for (int i = 0; i <= gutters.size(); i++) {
      List<TextRow> column = column(gutters, i);
      List<TextRun> lines = column.stream().map(TextRow::first).toList();
      if (column.size() < MIN_LINES || !isAligned(lines) || !TextRow.isProse(lines)) {
        return List.of();
      }
      columns.add(column);
    }
    return columns;
  }

  private List<TextRow> column(List<Gap> gutters, int number) {
    List<TextRow> column = new ArrayList<>();
    for (TextRow row : rows) {
      TextRow part = null;
      for (TextRun run : row.runs()) {
        if (gutters.stream().filter(gap -> gap.end <= run.start()).count() == number) {
          if (part == null) {
            part = new TextRow(run);
            column.add(part);
          } else {
            part.add(run);
          }
        }
      }
    }
    return column;
  }

  private static boolean isAligned(List<TextRun> lines) {
    List<Double> starts = new ArrayList<>(lines.stream().map(TextRun::start).toList());
    Collections.sort(starts);
    double usual = starts.get(starts.size() / 2);
    long aligned =
        lines.stream()
            .filter(line -> Math.abs(line.start() - usual) <= MAX_ALIGNED_EMS * line.size())
            .count();
    return aligned >= MIN_ALIGNED_SHARE * lines.size();
  }
}
