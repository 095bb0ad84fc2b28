/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.pdf.layout;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Merges rows that are drawn apart but stand on one line: the entries of a table with the labels
 * beside them, the items of a list with its numbers, and the rest of a line with words of it that
 * are drawn later, such as those in bold.
 *
 * <p><b>Threading:</b> any.
 */
final class LateEntries {
  /**
   * Minimum share of rows that two blocks have in common, for one to be the entries of the other.
   */
  private static final double MIN_SHARED_ROWS = 0.6;

  /** Largest gap between two words of a line, in em. */
  private static final double MAX_WORD_GAP_EMS = 0.8;

  /** Rows from which a block is a column of its own. */
  private static final int MIN_COLUMN_ROWS = 3;

  /** Largest ratio of the sizes of two words of a line. A dropped capital has more. */
  private static final double MAX_SIZE_RATIO = 1.8;

  /** A number, letter or bullet before an item of a list. */
  private static final Pattern ITEM_MARK = Pattern.compile("\\(?\\p{Alnum}{1,3}[.)]|[^\\p{Alnum}]");

  /** Rows so far, by their baselines. */
  private final TreeMap<Double, List<Label>> labels = new TreeMap<>();

  private LateEntries() {}

  /** A row that entries drawn later may belong to, and its block. */
  private record Label(TextRow row, List<TextRow> block) {}

  /**
   * Returns the rows of {@code blocks}, with entries that are drawn later appended to the rows of
   * their labels.
   */
  static List<TextRow> merged(List<List<TextRow>> blocks) {
    LateEntries merger = new LateEntries();
    List<TextRow> merged = new ArrayList<>();
    blocks.forEach(block -> merger.add(block, merged));
    return merged;
  }

  private void add(List<TextRow> block, List<TextRow> merged) {
    Map<TextRow, Label> found = new HashMap<>();
    for (TextRow row : block) {
      Label label = labelOf(row, labels);
      if (label != null) {
        found.put(row, label);
      }
    }
    boolean entries = areEntries(block, found);
    boolean words = areWords(block, found);
    for (TextRow row : block) {
      Label label = found.get(row);
      if (label != null
          && (entries || (words && adjoins(label.row, row)))
          && hasRoom(label.row, row)) {
        row.runs().forEach(label.row::add);
      } else {
        merged.add(row);
        labels.computeIfAbsent(row.baseline(), at -> new ArrayList<>()).add(new Label(row, block));
      }
    }
  }

  private static @Nullable Label labelOf(TextRow row, NavigableMap<Double, List<Label>> labels) {
    double most = TextRow.MAX_SHIFT_EMS * row.size();
    double least = Double.POSITIVE_INFINITY;
    Label nearest = null;
    for (List<Label> level :
        labels.subMap(row.baseline() - most, true, row.baseline() + most, true).values()) {
      for (Label label : level) {
        double gap = label.row.isLevelWith(row.first()) ? label.row.distance(row) : least;
        if (gap < least) {
          nearest = label;
          least = gap;
        }
      }
    }
    return nearest;
  }

  /* A paragraph beside a box of several rows may touch some of them. */
  private static boolean areWords(List<TextRow> block, Map<TextRow, Label> found) {
    boolean beside =
        block.size() >= MIN_COLUMN_ROWS
            && found.values().stream().anyMatch(l -> l.block.size() >= MIN_COLUMN_ROWS);
    long touching =
        found.entrySet().stream().filter(e -> adjoins(e.getValue().row, e.getKey())).count();
    return !beside || 2 * touching >= block.size();
  }

  private static boolean adjoins(TextRow row, TextRow other) {
    double smaller = Math.min(row.size(), other.size());
    double larger = Math.max(row.size(), other.size());
    return larger <= MAX_SIZE_RATIO * smaller && row.distance(other) <= MAX_WORD_GAP_EMS * larger;
  }

  private static boolean hasRoom(TextRow row, TextRow other) {
    return other.runs().stream().allMatch(row::hasRoomFor);
  }

  /* Columns of prose may have the same baselines, so the shared rows alone do not make a table. */
  private static boolean areEntries(List<TextRow> block, Map<TextRow, Label> found) {
    if (found.isEmpty()) {
      return false;
    }
    List<TextRow> labels = found.values().iterator().next().block;
    long meeting = found.values().stream().filter(label -> label.block == labels).count();
    if (areMarks(labels) || areMarks(block)) {
      return meeting >= MIN_SHARED_ROWS * Math.min(block.size(), labels.size());
    }
    return found.size() >= MIN_SHARED_ROWS * block.size()
        && meeting >= MIN_SHARED_ROWS * Math.min(block.size(), labels.size())
        && !isProse(block)
        && !isProse(labels);
  }

  private static boolean areMarks(List<TextRow> block) {
    return block.stream().allMatch(row -> ITEM_MARK.matcher(row.first().text()).matches());
  }

  private static boolean isProse(List<TextRow> block) {
    return block.size() > 1 && TextRow.isProse(block.stream().map(TextRow::first).toList());
  }
}
