/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.loadtest.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.ocrstream.contracts.Json;
import org.junit.jupiter.api.Test;

class BenchTableTest {
  @Test
  void shouldTellFiguresRatiosAndGoalsWhenAllWasMeasured() {
    assertThat(BenchTable.of(Reports.full("tesseract 5.5.0")))
        .containsSequence(
            "Machine: 2 processors, Java 17.0.1, Linux amd64, load 1.3 at the start",
            "Medians of 3 alternating rounds, with minimum and maximum",
            "",
            "Hits: 20000 events of 300 documents, payloads of 4.0 KiB, exactly-once, 1 stream"
                + " thread",
            "  hit path, prefetched              5,000 events/s  (4,000 .. 6,000)",
            "  pass-through                     10,000 events/s  (10,000 .. 10,000)",
            "  synchronous look-up               2,000 events/s  (2,000 .. 2,000)",
            "  hit path / pass-through            0.50  goal 0.40: reached",
            "  prefetched / synchronous           2.50",
            "  latency at 200 events/s      p50 20.5 ms, p99 30.5 ms",
            "",
            "Pages: 8 pages in 7 documents, languages eng, one CPU per slot",
            "  engine, 1 slot                     1.00 pages/s  (1.00 .. 1.00)",
            "  engine, 1 slot, isolated           0.97 pages/s  (0.97 .. 0.97)",
            "  the same, without sandbox          0.98 pages/s  (0.98 .. 0.98)",
            "  engine auto, isolated              0.70 pages/s  (0.70 .. 0.70)",
            "  engine, 2 slots                    1.90 pages/s  (1.90 .. 1.90)",
            "  engine, 2 slots, isolated          1.80 pages/s  (1.80 .. 1.80)",
            "  tesseract command line             0.80 pages/s  (0.80 .. 0.80)",
            "  tesseract, 2 at once               1.40 pages/s  (1.40 .. 1.40)",
            "  engine, 1 slot, with load          0.80 pages/s  (2000 ms for the models, once)",
            "  isolated / in this process         0.97  goal 0.95: reached",
            "  their CPU time per page            0.90",
            "  CPU time, sandbox / without        1.25",
            "  CPU time, auto / Tesseract         1.30",
            "  2 slots / 1 slot                   1.90",
            "  the same, isolated                 1.86",
            "  engine / command line              1.25  goal 1.10: reached",
            "  2 at once / command line           1.75",
            "  with load / command line           1.00")
        .endsWith(
            "",
            "Storm: copies of one new page at once, first event to last answer",
            "  1 copy                            1,200 ms  (1,200 .. 1,200), engine runs: 1",
            "  100 copies                        2,300 ms  (2,300 .. 2,300), engine runs: 1;"
                + " +1,100 ms, goal +1,000: missed");
  }

  @Test
  void shouldSayNotInstalledWhenThereIsNoCommandLine() {
    assertThat(BenchTable.of(Reports.full(null)))
        .contains("  tesseract command line       not installed")
        .noneMatch(line -> line.contains("engine / command line"));
  }

  @Test
  void shouldTellTheMachineAloneWhenNothingWasMeasured() {
    assertThat(BenchTable.of(Reports.empty())).hasSize(2);
    assertThat(BenchJson.of(Reports.empty())).doesNotContain("hits", "pages", "storm");
  }

  @Test
  void shouldGiveTheSameFiguresWhenWrittenAsJson() throws Exception {
    JsonNode json = Json.mapper().readTree(BenchJson.of(Reports.full(null)));
    assertThat(json.at("/rounds").intValue()).isEqualTo(3);
    assertThat(json.at("/hits/hit_path_per_s").doubleValue()).isEqualTo(5_000);
    assertThat(json.at("/hits/latency_p99_ms").doubleValue()).isEqualTo(30.5);
    assertThat(json.at("/pages/one_slot_per_s").doubleValue()).isEqualTo(1);
    assertThat(json.at("/pages/isolated_per_s").doubleValue()).isEqualTo(0.97);
    assertThat(json.at("/pages/two_isolated_per_s").doubleValue()).isEqualTo(1.8);
    assertThat(json.at("/pages/one_slot_cpu_ms").doubleValue()).isEqualTo(900);
    assertThat(json.at("/pages/isolated_cpu_ms").doubleValue()).isEqualTo(1_000);
    assertThat(json.at("/pages/no_sandbox_per_s").doubleValue()).isEqualTo(0.98);
    assertThat(json.at("/pages/no_sandbox_cpu_ms").doubleValue()).isEqualTo(800);
    assertThat(json.at("/pages/auto_per_s").doubleValue()).isEqualTo(0.7);
    assertThat(json.at("/pages/auto_cpu_ms").doubleValue()).isEqualTo(1_300);
    assertThat(json.at("/pages/command_line_per_s").isNull()).isTrue();
    assertThat(json.at("/storm/100/wall_ms").doubleValue()).isEqualTo(2_300);
    assertThat(json.at("/storm/100/engine_runs").intValue()).isEqualTo(1);
  }
}
