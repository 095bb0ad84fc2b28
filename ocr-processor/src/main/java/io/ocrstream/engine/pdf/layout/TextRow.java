/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.pdf.layout;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Holds the runs of one row, from left to right.
 *
 * <p><b>Threading:</b> one thread.
 */
final class TextRow {
  /** Largest difference of baselines on one row, in em. */
  static final double MAX_SHIFT_EMS = 0.3;

  /** Largest overlap of two runs of a row, in em. Widths of glyphs are not exact. */
  private static final double MAX_OVERLAP_EMS = 0.1;

  /** Minimum mean number of words in a line of prose. */
  private static final double MIN_PROSE_WORDS = 2.5;

  /** Minimum share of lines of prose that begin with a lower-case letter. */
  private static final double MIN_CONTINUED_SHARE = 0.4;

  private static final Pattern SPACES = Pattern.compile(" +");

  private final List<TextRun> runs = new ArrayList<>();

  TextRow(TextRun first) {
    runs.add(first);
  }

  /** Adds a run of the same row. */
  void add(TextRun run) {
    runs.add(run);
    runs.sort(Comparator.comparingDouble(TextRun::start));
  }

  List<TextRun> runs() {
    return runs;
  }

  TextRun first() {
    return runs.get(0);
  }

  double start() {
    return first().start();
  }

  double end() {
    return runs.stream().mapToDouble(TextRun::end).max().orElseThrow();
  }

  double baseline() {
    return first().baseline();
  }

  double size() {
    return first().size();
  }

  /** Returns whether {@code run} has the direction and the baseline of this row. */
  boolean isLevelWith(TextRun run) {
    double size = Math.min(size(), run.size());
    return first().direction() == run.direction()
        && Math.abs(baseline() - run.baseline()) <= MAX_SHIFT_EMS * size;
  }

  /** Returns whether {@code run} overlaps no run of this row. */
  boolean hasRoomFor(TextRun run) {
    double slack = MAX_OVERLAP_EMS * run.size();
    return runs.stream()
        .allMatch(o -> run.start() >= o.end() - slack || run.end() <= o.start() + slack);
  }

  /**
   * Returns the smallest distance between a run of this row and one of {@code other}; infinite
   * where two of them overlap.
   */
  double distance(TextRow other) {
    double least = Double.POSITIVE_INFINITY;
    for (TextRun run : other.runs) {
      if (!hasRoomFor(run)) {
        return Double.POSITIVE_INFINITY;
      }
      for (TextRun own : runs) {
        least = Math.min(least, Math.max(run.start() - own.end(), own.start() - run.end()));
      }
    }
    return least;
  }

  /** Returns whether {@code row} is the next one below this one, at most {@code most} em away. */
  boolean isFollowedBy(TextRow row, double most) {
    double step = row.baseline() - baseline();
    return first().direction() == row.first().direction()
        && step > 0
        && step <= most * Math.max(size(), row.size());
  }

  /**
   * Returns whether runs below each other are prose, which is read downwards, and not entries of a
   * list or a table, which are read across.
   */
  static boolean isProse(List<TextRun> below) {
    double words = 0;
    double continued = 0;
    for (int i = 0; i < below.size(); i++) {
      String text = below.get(i).text();
      words += SPACES.split(text, -1).length;
      continued += i > 0 && Character.isLowerCase(text.codePointAt(0)) ? 1 : 0;
    }
    return words >= MIN_PROSE_WORDS * below.size()
        && continued >= MIN_CONTINUED_SHARE * (below.size() - 1);
  }
}
