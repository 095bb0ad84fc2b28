/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.pdf.layout;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Puts characters into the gaps that an earlier run of the same line leaves for them. Programs draw
 * a line in this way if its main font lacks some letters: first all letters of the one font, then
 * those of the other.
 *
 * <p><b>Threading:</b> any. <b>Bounds:</b> a run is compared with those of its own baseline.
 */
final class InterleavedRuns {
  private final TreeMap<Double, List<TextRun>> byBaseline = new TreeMap<>();

  private InterleavedRuns() {}

  /** Returns {@code drawn} in its order, without the runs that were put into others. */
  static List<TextRun> merged(List<TextRun> drawn) {
    InterleavedRuns earlier = new InterleavedRuns();
    List<TextRun> merged = new ArrayList<>();
    for (TextRun run : drawn) {
      TextRun host = earlier.hostOf(run);
      if (host == null) {
        merged.add(run);
        earlier.byBaseline.computeIfAbsent(run.baseline(), at -> new ArrayList<>(1)).add(run);
      } else {
        host.insert(run);
      }
    }
    return merged;
  }

  private @Nullable TextRun hostOf(TextRun run) {
    double most = TextRow.MAX_SHIFT_EMS * run.size();
    NavigableMap<Double, List<TextRun>> level =
        byBaseline.subMap(run.baseline() - most, true, run.baseline() + most, true);
    return level.values().stream()
        .flatMap(Collection::stream)
        .filter(host -> host.leavesGapsFor(run))
        .findFirst()
        .orElse(null);
  }
}
