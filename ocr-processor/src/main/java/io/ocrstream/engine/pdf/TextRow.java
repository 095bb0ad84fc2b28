/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.pdf;

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

  /**
   * Returns the runs on one side of {@code gutter}, by their centres.
   *
   * @param gutter position along the line, in pixels
   * @param left whether to return those on the left
   */
  List<TextRun> beside(double gutter, boolean left) {
    return runs.stream().filter(run -> run.start() + run.end() < 2 * gutter == left).toList();
  }

  /**
   * Returns whether runs below each other are prose, which is read downwards, and not entries of a
   * list or a table, which are read across.
   *
   * @param minWords minimum mean number of words in a run
   * @param minContinued minimum share of runs after the first that begin with a lower-case letter
   */
  static boolean isProse(List<TextRun> below, double minWords, double minContinued) {
    double words = 0;
    double continued = 0;
    for (int i = 0; i < below.size(); i++) {
      String text = below.get(i).text();
      words += SPACES.split(text, -1).length;
      continued += i > 0 && Character.isLowerCase(text.codePointAt(0)) ? 1 : 0;
    }
    return words >= minWords * below.size() && continued >= minContinued * (below.size() - 1);
  }
}
