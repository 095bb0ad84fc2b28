/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.loadtest.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ocrstream.contracts.Json;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes a report as one JSON object with the same figures as the table; a part that was not
 * measured is absent.
 */
final class BenchJson {
  private BenchJson() {}

  static String of(BenchReport report) {
    ObjectNode all = Json.mapper().createObjectNode();
    Machine machine = report.machine();
    all.putObject("machine")
        .put("processors", machine.processors())
        .put("java", machine.java())
        .put("system", machine.system())
        .put("load", machine.load());
    all.put("rounds", report.options().rounds);
    if (report.hits() != null) {
      hits(all.putObject("hits"), report.hits());
    }
    if (report.pages() != null) {
      pages(all.putObject("pages"), report.pages());
    }
    if (report.storm() != null) {
      storm(all.putObject("storm"), report.storm());
    }
    return all.toString();
  }

  private static void hits(ObjectNode to, HitBench.Outcome hits) {
    Map<String, Series> events = hits.events();
    put(to, "hit_path_per_s", events.get(HitBench.HIT_PATH));
    put(to, "pass_through_per_s", events.get(HitBench.PASS_THROUGH));
    put(to, "synchronous_per_s", events.get(HitBench.SYNCHRONOUS));
    to.put("payload_bytes", hits.payloadBytes());
    to.put("latency_p50_ms", rounded(hits.latency().percentile(50)));
    to.put("latency_p99_ms", rounded(hits.latency().percentile(99)));
  }

  private static void pages(ObjectNode to, PagesBench.Outcome pages) {
    Map<String, Series> figures = pages.pagesPerSecond();
    to.put("documents", pages.documents()).put("pages", pages.pages());
    put(to, "one_slot_per_s", figures.get(PagesBench.ONE_SLOT));
    put(to, "isolated_per_s", figures.get(PagesBench.ISOLATED));
    put(to, "no_sandbox_per_s", figures.get(PagesBench.NO_SANDBOX));
    put(to, "auto_per_s", figures.get(PagesBench.AUTO));
    put(to, "two_slots_per_s", figures.get(PagesBench.TWO_SLOTS));
    put(to, "two_isolated_per_s", figures.get(PagesBench.TWO_ISOLATED));
    put(to, "command_line_per_s", figures.get(PagesBench.COMMAND_LINE));
    put(to, "two_command_lines_per_s", figures.get(PagesBench.TWO_COMMAND_LINES));
    put(to, "one_slot_cpu_ms", pages.cpuMs().get(PagesBench.ONE_SLOT));
    put(to, "isolated_cpu_ms", pages.cpuMs().get(PagesBench.ISOLATED));
    put(to, "no_sandbox_cpu_ms", pages.cpuMs().get(PagesBench.NO_SANDBOX));
    put(to, "auto_cpu_ms", pages.cpuMs().get(PagesBench.AUTO));
    to.put("with_model_load_per_s", rounded(pages.withModelLoad()));
    to.put("model_load_ms", rounded(pages.modelLoadMs()));
    to.put("command_line", pages.commandLine());
  }

  private static void storm(ObjectNode to, StormBench.Outcome storm) {
    storm
        .wallMs()
        .forEach(
            (count, series) -> {
              ObjectNode one = to.putObject(Integer.toString(count));
              put(one, "wall_ms", series);
              one.put("engine_runs", storm.engineRuns().get(count));
            });
  }

  /** Writes the median; null if nothing was measured. */
  private static void put(ObjectNode to, String name, @Nullable Series series) {
    if (series == null) {
      to.putNull(name);
    } else {
      to.put(name, rounded(series.median()));
    }
  }

  private static double rounded(double figure) {
    return Math.round(figure * 100) / 100.0;
  }
}
