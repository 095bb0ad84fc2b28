/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.loadtest.chaos;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class ChaosCommandIT {
  @TempDir private Path folder = Path.of("unset");

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final StringWriter err = new StringWriter();

  @Test
  @Tag("faults")
  void shouldAnswerEachEventOnceWhenSeveralThingsBreak() throws Exception {
    String plan = "--duration 12s --every 2s --seed 3 --processors 1 --workers 2 --json";
    int code =
        run(plan + " --faults worker-kill,redis-failover,redis-stall,rebalance-storm,store-cut");

    JsonNode report = new ObjectMapper().readTree(out.toByteArray());
    assertThat(code).as("%s", report).isZero();
    assertThat(report.path("events").asInt()).isGreaterThan(20);
    assertThat(report.path("lost").asInt()).isZero();
    assertThat(report.path("results").asInt()).isPositive();
    assertThat(report.path("faults").size()).isPositive();
  }

  @Test
  @Tag("faults")
  void shouldExportARunOfManyEventsForTheIndependentChecker() throws Exception {
    String run = "--instant --duration 10s --every 1s --seed 5 --rate 40 --json";
    int code = run(run + " --faults worker-kill,redis-kill,store-unavailable --export " + folder);

    assertThat(code).as("%s", out.toString(UTF_8)).isZero();
    JsonNode report = new ObjectMapper().readTree(out.toByteArray());
    assertThat(report.path("events").asInt()).isGreaterThan(300);
    Path checker = Path.of("tools", "check-topics.py");
    Process checked =
        new ProcessBuilder(
                "python3",
                checker.toString(),
                "--truth",
                folder.resolve("truth.jsonl").toString(),
                "--repeats",
                Integer.toString(report.path("repeated").asInt()),
                folder.resolve("export.jsonl").toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(checked.getInputStream().readAllBytes(), UTF_8);
    assertThat(said).startsWith(report.path("events").asInt() + " documents");
    assertThat(checked.waitFor()).as(said).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--faults no-such-fault",
        "--faults broker-drop",
        "--faults coordinator-move",
        "--brokers 2",
        "--processors 0",
        "--workers 9",
        "--rate 0",
        "--rate 10001"
      })
  void shouldRefuseWhatCannotBe(String arguments) {
    assertThat(run(arguments)).isEqualTo(CommandLine.ExitCode.USAGE);
    assertThat(err.toString()).contains(arguments.split(" ", 2)[0]);
  }

  private int run(String arguments) {
    CommandLine program = new CommandLine(new ChaosCommand(new PrintStream(out, true, UTF_8)));
    program.setErr(new PrintWriter(err, true));
    return program.execute(arguments.split(" ", -1));
  }
}
