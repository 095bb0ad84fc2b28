/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.loadtest.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Measures things in turn, A B C A B C, so that other load on the machine affects all of them
 * equally. The first round warms up and does not count.
 *
 * <p><b>Threading:</b> one thread.
 */
final class AlternatingRounds {
  private final int rounds;
  private final Progress progress;

  AlternatingRounds(int rounds, Progress progress) {
    this.rounds = rounds;
    this.progress = progress;
  }

  /** Receives the current step. */
  @FunctionalInterface
  interface Progress {
    void at(String text);
  }

  /** Measures one figure. */
  @FunctionalInterface
  interface Measurement {
    /** Runs once and returns the figure. */
    double measure() throws Exception;
  }

  /** Returns the figures by name, in the given order. */
  Map<String, Series> run(Map<String, Measurement> things) throws Exception {
    Map<String, List<Double>> figures = new LinkedHashMap<>();
    for (int round = 0; round <= rounds; round++) {
      for (Map.Entry<String, Measurement> thing : things.entrySet()) {
        String which = round == 0 ? "warm-up" : "round " + round + " of " + rounds;
        progress.at(which + ": " + thing.getKey());
        double figure = thing.getValue().measure();
        if (round > 0) {
          figures.computeIfAbsent(thing.getKey(), name -> new ArrayList<>()).add(figure);
        }
      }
    }
    Map<String, Series> series = new LinkedHashMap<>();
    figures.forEach((name, all) -> series.put(name, new Series(all)));
    return series;
  }
}
