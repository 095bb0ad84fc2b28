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
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** Tests a short overload run. */
class OverloadCommandIT {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final StringWriter err = new StringWriter();

  @Test
  @Tag("faults")
  void shouldKeepItsPromisesWhenThereIsTenTimesWhatWorkersCanDo() throws Exception {
    int code = run("--duration 20s --factor 10 --workers 1 --json");

    JsonNode report = new ObjectMapper().readTree(out.toByteArray());
    assertThat(code).as("%s%s", report, err).isZero();
    assertThat(report.path("waited").asInt()).isGreaterThan(50);
    assertThat(report.path("left").asInt()).isZero();
    assertThat(report.path("results").asInt()).isEqualTo(report.path("events").asInt());
    // Each document is read once. On a busy machine, a look-up that takes too long adds a task,
    // which the worker answers from the cache.
    assertThat(report.path("readings").asInt())
        .isEqualTo(report.path("load_events").asInt() + OverloadRun.KNOWN + OverloadRun.PROBES);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"--duration 2h", "--factor 0.5", "--factor 201", "--processors 0", "--workers 9"})
  void shouldRefuseWhatCannotBe(String arguments) {
    assertThat(run(arguments)).isEqualTo(CommandLine.ExitCode.USAGE);
    assertThat(err.toString()).contains(arguments.split(" ", 2)[0]);
  }

  private int run(String arguments) {
    CommandLine program = new CommandLine(new OverloadCommand(new PrintStream(out, true, UTF_8)));
    program.setErr(new PrintWriter(err, true));
    return program.execute(arguments.split(" ", -1));
  }
}
