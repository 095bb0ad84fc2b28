/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.pdf;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Runs of characters that stand side by side on one line, from left to right.
 *
 * <p><b>Threading:</b> one thread.
 */
final class TextRow {
  private static final Pattern SPACES = Pattern.compile(" +");

  private final List<TextRun> runs = new ArrayList<>();

  TextRow(TextRun first) {
    runs.add(first);
  }

  /** Adds a run that stands on the same line. */
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

  /** The runs that end left of {@code gutter} or start right of it. */
  List<TextRun> beside(double gutter, boolean left) {
    return runs.stream().filter(run -> run.start() + run.end() < 2 * gutter == left).toList();
  }

  /**
   * Whether runs that stand below each other are written text, which is read downwards, and not
   * entries of a list or a table, which are read across.
   *
   * @param minWords mean words of a run
   * @param minContinued part of the runs, but for the first, that begin with a small letter
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
