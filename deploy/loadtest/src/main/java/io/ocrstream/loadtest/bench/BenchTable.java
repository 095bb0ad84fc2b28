/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.loadtest.bench;

import static io.ocrstream.loadtest.bench.BenchReport.HIT_GOAL;
import static io.ocrstream.loadtest.bench.BenchReport.ISOLATION_GOAL;
import static io.ocrstream.loadtest.bench.BenchReport.PAGES_GOAL;
import static io.ocrstream.loadtest.bench.BenchReport.STORM_GOAL_MS;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Formats a report for people.
 *
 * <p><b>Threading:</b> one thread, one use.
 */
final class BenchTable {
  private final List<String> lines = new ArrayList<>();

  private BenchTable() {}

  static List<String> of(BenchReport report) {
    BenchTable table = new BenchTable();
    table.machine(report.machine(), report.options());
    if (report.hits() != null) {
      table.hits(report.hits(), report.options());
    }
    if (report.pages() != null) {
      table.pages(report.pages(), report.options());
    }
    if (report.storm() != null) {
      table.storm(report.storm());
    }
    return List.copyOf(table.lines);
  }

  private void machine(Machine machine, BenchOptions options) {
    line(
        "Machine: %d processors, Java %s, %s, load %.1f at the start",
        machine.processors(), machine.java(), machine.system(), machine.load());
    line("Medians of %d alternating rounds, with minimum and maximum", options.rounds);
  }

  private void hits(HitBench.Outcome hits, BenchOptions options) {
    heading(
        "Hits: %d events of %d documents, payloads of %.1f KiB, exactly-once, 1 stream thread",
        options.events, options.documents, hits.payloadBytes() / 1024.0);
    hits.events().forEach((name, series) -> row(name, "%,10.0f events/s", series));
    double passThrough =
        median(hits.events(), HitBench.HIT_PATH) / median(hits.events(), HitBench.PASS_THROUGH);
    ratio("hit path / pass-through", passThrough, HIT_GOAL);
    row(
        "prefetched / synchronous",
        "%10.2f",
        median(hits.events(), HitBench.HIT_PATH) / median(hits.events(), HitBench.SYNCHRONOUS));
    line(
        "  %-28s p50 %.1f ms, p99 %.1f ms",
        "latency at %d events/s".formatted(HitLatency.RATE),
        hits.latency().percentile(50),
        hits.latency().percentile(99));
  }

  private void pages(PagesBench.Outcome pages, BenchOptions options) {
    heading(
        "Pages: %d pages in %d documents, languages %s, one CPU per slot",
        pages.pages(), pages.documents(), String.join("+", options.languages()));
    pages.pagesPerSecond().forEach((name, series) -> row(name, "%10.2f pages/s", series));
    double oneSlot = median(pages.pagesPerSecond(), PagesBench.ONE_SLOT);
    line(
        "  %-28s %10.2f pages/s  (%.0f ms for the models, once)",
        "engine, 1 slot, with load", pages.withModelLoad(), pages.modelLoadMs());
    ratio(
        "isolated / in this process",
        median(pages.pagesPerSecond(), PagesBench.ISOLATED) / oneSlot,
        ISOLATION_GOAL);
    row(
        "their CPU time per page",
        "%10.2f",
        median(pages.cpuMs(), PagesBench.ONE_SLOT) / median(pages.cpuMs(), PagesBench.ISOLATED));
    row(
        "CPU time, sandbox / without",
        "%10.2f",
        median(pages.cpuMs(), PagesBench.ISOLATED) / median(pages.cpuMs(), PagesBench.NO_SANDBOX));
    row(
        "CPU time, auto / Tesseract",
        "%10.2f",
        median(pages.cpuMs(), PagesBench.AUTO) / median(pages.cpuMs(), PagesBench.ISOLATED));
    row(
        "2 slots / 1 slot",
        "%10.2f",
        median(pages.pagesPerSecond(), PagesBench.TWO_SLOTS) / oneSlot);
    row(
        "the same, isolated",
        "%10.2f",
        median(pages.pagesPerSecond(), PagesBench.TWO_ISOLATED)
            / median(pages.pagesPerSecond(), PagesBench.ISOLATED));
    if (pages.commandLine() == null) {
      line("  %-28s %10s", PagesBench.COMMAND_LINE, "not installed");
      return;
    }
    double commandLine = median(pages.pagesPerSecond(), PagesBench.COMMAND_LINE);
    ratio("engine / command line", oneSlot / commandLine, PAGES_GOAL);
    row(
        "2 at once / command line",
        "%10.2f",
        median(pages.pagesPerSecond(), PagesBench.TWO_COMMAND_LINES) / commandLine);
    row("with load / command line", "%10.2f", pages.withModelLoad() / commandLine);
    line("  Command line: %s, the same models, OMP_THREAD_LIMIT=1,", pages.commandLine());
    line("  one process per document, as scripts start it; it reads pages as they");
    line("  are, while the engine reads doubtful pages again after preprocessing");
  }

  private void storm(StormBench.Outcome storm) {
    heading("Storm: copies of one new page at once, first event to last answer");
    double single = storm.wallMs().getOrDefault(1, new Series(List.of(0.0))).median();
    storm
        .wallMs()
        .forEach(
            (count, series) -> {
              double beyond = series.median() - single;
              line(
                  "  %-28s %,10.0f ms  (%,.0f .. %,.0f), engine runs: %d%s",
                  count == 1 ? "1 copy" : "%,d copies".formatted(count),
                  series.median(),
                  series.min(),
                  series.max(),
                  storm.engineRuns().getOrDefault(count, 0),
                  count == 1 ? "" : beyond(beyond));
            });
  }

  private static String beyond(double ms) {
    return String.format(
        Locale.ROOT,
        "; %+,.0f ms, goal %+,.0f: %s",
        ms,
        STORM_GOAL_MS,
        ms <= STORM_GOAL_MS ? "reached" : "missed");
  }

  private static double median(Map<String, Series> figures, String name) {
    Series series = figures.get(name);
    if (series == null) {
      throw new IllegalStateException("no figures of " + name);
    }
    return series.median();
  }

  private void row(String name, String format, Series series) {
    String figure = String.format(Locale.ROOT, format, series.median());
    String number = format.contains(",") ? "%,.0f" : "%.2f";
    line(
        "  %-28s %s  (" + number + " .. " + number + ")", name, figure, series.min(), series.max());
  }

  private void row(String name, String format, double figure) {
    line("  %-28s " + format, name, figure);
  }

  private void ratio(String name, double ratio, double goal) {
    line("  %-28s %10.2f  goal %.2f: %s", name, ratio, goal, ratio >= goal ? "reached" : "missed");
  }

  private void heading(String format, Object... arguments) {
    lines.add("");
    line(format, arguments);
  }

  private void line(String format, Object... arguments) {
    lines.add(String.format(Locale.ROOT, format, arguments).stripTrailing());
  }
}
