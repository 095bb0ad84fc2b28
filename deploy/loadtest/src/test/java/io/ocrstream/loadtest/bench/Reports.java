/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.loadtest.bench;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Invented reports in which every figure is different. */
final class Reports {
  private Reports() {}

  static BenchReport full(@Nullable String commandLine) {
    return new BenchReport(machine(), options(), hits(), pages(commandLine), storm());
  }

  static BenchReport empty() {
    return new BenchReport(machine(), options(), null, null, null);
  }

  private static Machine machine() {
    return new Machine(2, "17.0.1", "Linux amd64", 1.25);
  }

  private static BenchOptions options() {
    BenchOptions options = new BenchOptions();
    options.rounds = 3;
    return options;
  }

  private static HitBench.Outcome hits() {
    Map<String, Series> events = new LinkedHashMap<>();
    events.put(HitBench.HIT_PATH, new Series(List.of(4_000.0, 6_000.0, 5_000.0)));
    events.put(HitBench.PASS_THROUGH, new Series(List.of(10_000.0)));
    events.put(HitBench.SYNCHRONOUS, new Series(List.of(2_000.0)));
    return new HitBench.Outcome(events, new Series(List.of(20.5, 30.5)), 4_096);
  }

  private static PagesBench.Outcome pages(@Nullable String commandLine) {
    Map<String, Series> figures = new LinkedHashMap<>();
    figures.put(PagesBench.ONE_SLOT, new Series(List.of(1.0)));
    figures.put(PagesBench.ISOLATED, new Series(List.of(0.97)));
    figures.put(PagesBench.NO_SANDBOX, new Series(List.of(0.98)));
    figures.put(PagesBench.AUTO, new Series(List.of(0.7)));
    figures.put(PagesBench.TWO_SLOTS, new Series(List.of(1.9)));
    figures.put(PagesBench.TWO_ISOLATED, new Series(List.of(1.8)));
    if (commandLine != null) {
      figures.put(PagesBench.COMMAND_LINE, new Series(List.of(0.8)));
      figures.put(PagesBench.TWO_COMMAND_LINES, new Series(List.of(1.4)));
    }
    Map<String, Series> cpuMs =
        Map.of(
            PagesBench.ONE_SLOT, new Series(List.of(900.0)),
            PagesBench.ISOLATED, new Series(List.of(1_000.0)),
            PagesBench.NO_SANDBOX, new Series(List.of(800.0)),
            PagesBench.AUTO, new Series(List.of(1_300.0)));
    return new PagesBench.Outcome(figures, 7, 8, cpuMs, 2_000, commandLine);
  }

  private static StormBench.Outcome storm() {
    Map<Integer, Series> wallMs = new LinkedHashMap<>();
    wallMs.put(1, new Series(List.of(1_200.0)));
    wallMs.put(100, new Series(List.of(2_300.0)));
    return new StormBench.Outcome(wallMs, Map.of(1, 1, 100, 1));
  }
}
