/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.pdf;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Sorts the lines of a page into reading order. Most programs draw text in reading order, column by
 * column, and no heuristic tells columns from tables as reliably. So the drawing order is kept,
 * with three exceptions: columns of prose that are drawn row by row, table entries that are drawn
 * apart from the labels beside them, and text that is drawn before text above it.
 *
 * <p><b>Threading:</b> any. <b>Bounds:</b> past {@link #MAX_BLOCKS} the drawing order is kept.
 */
final class TextOrder {
  /** Largest difference of baselines on one row, in em. */
  private static final double MAX_ROW_SHIFT_EMS = 0.3;

  /** Largest distance between baselines within a block, in em. */
  private static final double MAX_LEADING_EMS = 2.5;

  /** Rows with a gap at the same place, from which the gap separates columns. */
  private static final int MIN_COLUMN_ROWS = 3;

  /** Minimum mean number of words in a line of prose. */
  private static final double MIN_PROSE_WORDS = 2.5;

  /** Minimum share of lines of prose that begin with a lower-case letter. */
  private static final double MIN_CONTINUED_SHARE = 0.4;

  /**
   * Minimum share of rows that two blocks have in common, for one to be the entries of the other.
   */
  private static final double MIN_SHARED_ROWS = 0.6;

  /**
   * Minimum horizontal overlap of two blocks, as a part of the narrower one, for one to be above
   * the other.
   */
  private static final double MIN_OVERLAP = 0.5;

  /** Blocks of a page up to which they are sorted. Each block is compared with each other one. */
  static final int MAX_BLOCKS = 1_500;

  private TextOrder() {}

  /**
   * Returns rows in reading order.
   *
   * @param drawn runs in drawing order
   */
  static List<TextRow> of(List<TextRun> drawn) {
    List<List<TextRow>> blocks = blocks(columns(rows(drawn)));
    if (blocks.size() > MAX_BLOCKS) {
      return blocks.stream().flatMap(List::stream).toList();
    }
    return topDown(blocks(withEntries(blocks))).stream().flatMap(List::stream).toList();
  }

  private static List<TextRow> rows(List<TextRun> drawn) {
    List<TextRow> rows = new ArrayList<>();
    TextRow last = null;
    for (TextRun run : drawn) {
      if (last != null && isOnRow(last, run) && isFree(last, run)) {
        last.add(run);
      } else {
        last = new TextRow(run);
        rows.add(last);
      }
    }
    return rows;
  }

  private static boolean isOnRow(TextRow row, TextRun run) {
    double size = Math.min(row.size(), run.size());
    return row.first().quarter() == run.quarter()
        && Math.abs(row.baseline() - run.baseline()) <= MAX_ROW_SHIFT_EMS * size;
  }

  private static boolean isFree(TextRow row, TextRun run) {
    return row.runs().stream().allMatch(o -> run.start() >= o.end() || run.end() <= o.start());
  }

  private static boolean follows(TextRow above, TextRow row) {
    double step = row.baseline() - above.baseline();
    double size = Math.max(above.size(), row.size());
    return above.first().quarter() == row.first().quarter()
        && step > 0
        && step <= MAX_LEADING_EMS * size
        && row.start() < above.end()
        && above.start() < row.end();
  }

  /** Returns blocks of rows that follow each other topDown, in drawing order. */
  private static List<List<TextRow>> blocks(List<TextRow> rows) {
    List<List<TextRow>> blocks = new ArrayList<>();
    TextRow above = null;
    for (TextRow row : rows) {
      if (above == null || !follows(above, row)) {
        blocks.add(new ArrayList<>());
      }
      blocks.get(blocks.size() - 1).add(row);
      above = row;
    }
    return blocks;
  }

  /* Splits columns of prose that are drawn row by row, and puts them one after the other. */
  private static List<TextRow> columns(List<TextRow> rows) {
    List<TextRow> ordered = new ArrayList<>();
    for (int from = 0; from < rows.size(); ) {
      double[] gutter = {Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY};
      int to = from;
      int parted = 0;
      while (to < rows.size()
          && (to == from || stepsDown(rows.get(to - 1), rows.get(to)))
          && narrow(gutter, rows.get(to))) {
        parted += rows.get(to).runs().size() > 1 ? 1 : 0;
        to++;
      }
      double middle = (gutter[0] + gutter[1]) / 2;
      if (parted >= MIN_COLUMN_ROWS && areColumns(rows.subList(from, to), middle)) {
        ordered.addAll(column(rows.subList(from, to), middle, true));
        ordered.addAll(columns(column(rows.subList(from, to), middle, false)));
        from = to;
      } else {
        ordered.add(rows.get(from++));
      }
    }
    return ordered;
  }

  private static boolean stepsDown(TextRow above, TextRow row) {
    double step = row.baseline() - above.baseline();
    return above.first().quarter() == row.first().quarter()
        && step > 0
        && step <= MAX_LEADING_EMS * Math.max(above.size(), row.size());
  }

  /* Returns false, and changes nothing, where the row crosses the gutter. */
  private static boolean narrow(double[] gutter, TextRow row) {
    double left = gutter[0];
    double right = gutter[1];
    if (row.runs().size() > 1) {
      left = Math.max(left, row.runs().get(0).end());
      right = Math.min(right, row.runs().get(1).start());
    } else if (row.start() < left || Double.isInfinite(left)) {
      left = Math.max(left, row.end());
    } else {
      right = Math.min(right, row.start());
    }
    if (left >= right) {
      return false;
    }
    gutter[0] = left;
    gutter[1] = right;
    return true;
  }

  private static boolean areColumns(List<TextRow> rows, double middle) {
    for (boolean left : new boolean[] {true, false}) {
      List<TextRun> runs = rows.stream().flatMap(r -> r.beside(middle, left).stream()).toList();
      if (!TextRow.isProse(runs, MIN_PROSE_WORDS, MIN_CONTINUED_SHARE)) {
        return false;
      }
    }
    return true;
  }

  private static List<TextRow> column(List<TextRow> rows, double middle, boolean left) {
    List<TextRow> column = new ArrayList<>();
    for (TextRow row : rows) {
      TextRow part = null;
      for (TextRun run : row.beside(middle, left)) {
        if (part == null) {
          part = new TextRow(run);
          column.add(part);
        } else {
          part.add(run);
        }
      }
    }
    return column;
  }

  /**
   * Returns the rows of {@code blocks}, with entries that are drawn later appended to the rows of
   * their labels.
   */
  private static List<TextRow> withEntries(List<List<TextRow>> blocks) {
    List<TextRow> merged = new ArrayList<>();
    TreeMap<Double, List<Label>> labels = new TreeMap<>();
    for (List<TextRow> block : blocks) {
      Map<TextRow, Label> found = new HashMap<>();
      for (TextRow row : block) {
        Label label = labelOf(row, labels);
        if (label != null) {
          found.put(row, label);
        }
      }
      boolean entries = areEntries(block, found);
      for (TextRow row : block) {
        Label label = found.get(row);
        if (entries && label != null && row.runs().stream().allMatch(r -> isFree(label.row, r))) {
          row.runs().forEach(label.row::add);
        } else {
          merged.add(row);
          labels
              .computeIfAbsent(row.baseline(), at -> new ArrayList<>())
              .add(new Label(row, block));
        }
      }
    }
    return merged;
  }

  /** A row that entries drawn later may belong to, and its block. */
  private record Label(TextRow row, List<TextRow> block) {}

  private static @Nullable Label labelOf(TextRow row, NavigableMap<Double, List<Label>> labels) {
    double most = MAX_ROW_SHIFT_EMS * row.size();
    double least = Double.POSITIVE_INFINITY;
    Label nearest = null;
    for (List<Label> level :
        labels.subMap(row.baseline() - most, true, row.baseline() + most, true).values()) {
      for (Label label : level) {
        double gap = gap(label.row, row);
        if (isOnRow(label.row, row.first()) && gap >= 0 && gap < least) {
          nearest = label;
          least = gap;
        }
      }
    }
    return nearest;
  }

  /* Negative where the rows overlap. */
  private static double gap(TextRow one, TextRow other) {
    return Math.max(other.start() - one.end(), one.start() - other.end());
  }

  /* Columns of prose may have the same baselines, so the shared rows alone do not make a table. */
  private static boolean areEntries(List<TextRow> block, Map<TextRow, Label> found) {
    if (found.isEmpty() || found.size() < MIN_SHARED_ROWS * block.size()) {
      return false;
    }
    List<TextRow> labels = found.values().iterator().next().block;
    long meeting = found.values().stream().filter(label -> label.block == labels).count();
    return meeting >= MIN_SHARED_ROWS * Math.min(block.size(), labels.size())
        && !isProse(block)
        && !isProse(labels);
  }

  private static boolean isProse(List<TextRow> block) {
    return block.size() > 1
        && TextRow.isProse(
            block.stream().map(TextRow::first).toList(), MIN_PROSE_WORDS, MIN_CONTINUED_SHARE);
  }

  /* Keeps the drawing order, but puts no block before one that is above it. */
  private static List<List<TextRow>> topDown(List<List<TextRow>> blocks) {
    List<Extent> extents = blocks.stream().map(Extent::of).toList();
    List<Place> places = extents.stream().map(extent -> Place.of(extent, extents)).toList();
    int[] above = new int[blocks.size()];
    for (int i = 0; i < above.length; i++) {
      for (Place other : places) {
        above[i] += other.isAbove(places.get(i)) ? 1 : 0;
      }
    }
    List<List<TextRow>> ordered = new ArrayList<>();
    boolean[] placed = new boolean[above.length];
    while (ordered.size() < above.length) {
      int next = 0;
      while (placed[next] || above[next] > 0) {
        next++;
      }
      placed[next] = true;
      ordered.add(blocks.get(next));
      for (int i = 0; i < above.length; i++) {
        above[i] -= places.get(next).isAbove(places.get(i)) ? 1 : 0;
      }
    }
    return ordered;
  }

  /**
   * A block among those of its page.
   *
   * @param isFirst whether it is above all others, such as a heading, and so above each column
   * @param isLast whether it is below all others
   */
  private record Place(Extent extent, boolean isFirst, boolean isLast) {
    static Place of(Extent extent, List<Extent> all) {
      return new Place(
          extent,
          all.stream().allMatch(other -> other.equals(extent) || extent.endsBefore(other)),
          all.stream().allMatch(other -> other.equals(extent) || other.endsBefore(extent)));
    }

    boolean isAbove(Place other) {
      return !equals(other) && (isFirst || other.isLast || extent.isAbove(other.extent));
    }
  }

  /** The bounds of a block, in the direction of its lines. */
  private record Extent(int quarter, double start, double end, double top, double foot) {
    static Extent of(List<TextRow> block) {
      double start = block.stream().mapToDouble(TextRow::start).min().orElseThrow();
      double end = block.stream().mapToDouble(TextRow::end).max().orElseThrow();
      TextRow last = block.get(block.size() - 1);
      TextRow first = block.get(0);
      return new Extent(
          first.first().quarter(), start, end, first.baseline() - first.size(), last.baseline());
    }

    /**
     * Returns whether all of this block is higher on the page than all of {@code other}. Like
     * {@link #isAbove}, it puts no two blocks before each other, whatever order their rows have.
     */
    boolean endsBefore(Extent other) {
      return quarter == other.quarter && foot <= other.top && foot < other.foot;
    }

    boolean isAbove(Extent other) {
      double shared = Math.min(end, other.end) - Math.max(start, other.start);
      double narrower = Math.min(end - start, other.end - other.start);
      return quarter == other.quarter
          && foot <= other.top + (other.foot - other.top) / 4
          && foot < other.foot
          && shared > 0
          && shared >= MIN_OVERLAP * narrower;
    }
  }
}
