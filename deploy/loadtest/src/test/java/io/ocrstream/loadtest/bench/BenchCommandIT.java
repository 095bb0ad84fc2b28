/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.loadtest.bench;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.ocrstream.contracts.Json;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class BenchCommandIT {
  @TempDir private Path folder = Path.of("unset");

  private final ByteArrayOutputStream standardOutput = new ByteArrayOutputStream();
  private final StringWriter standardError = new StringWriter();

  @Tag("faults")
  @Test
  void shouldMeasureAStorm() throws Exception {
    writePage();
    int exitCode = run("--rounds=1", "--parts=storm", "--copies=3", "--pages=" + folder, "--json");

    assertThat(exitCode).as(standardError.toString()).isZero();
    assertThat(lastLine().at("/storm/3/engine_runs").intValue()).isEqualTo(1);
    assertThat(lastLine().has("hits")).isFalse();
  }

  @Tag("faults")
  @Test
  void shouldMeasureEverythingWhenNumbersAreTiny() throws Exception {
    writePage();
    int exitCode =
        run(
            "--rounds=1",
            "--events=2000",
            "--documents=20",
            "--latency-seconds=1",
            "--copies=3",
            "--warm-up-seconds=1",
            "--pages=" + folder,
            "--json");

    assertThat(exitCode).as(standardError.toString()).isZero();
    JsonNode json = lastLine();
    assertThat(json.at("/hits/hit_path_per_s").doubleValue()).isPositive();
    assertThat(json.at("/hits/pass_through_per_s").doubleValue()).isPositive();
    assertThat(json.at("/hits/synchronous_per_s").doubleValue()).isPositive();
    assertThat(json.at("/hits/latency_p50_ms").doubleValue()).isPositive();
    assertThat(json.at("/pages/pages").intValue()).isEqualTo(1);
    assertThat(json.at("/pages/one_slot_per_s").doubleValue()).isPositive();
    assertThat(json.at("/pages/isolated_cpu_ms").doubleValue()).isPositive();
    assertThat(json.at("/pages/no_sandbox_cpu_ms").doubleValue()).isPositive();
    assertThat(json.at("/pages/auto_cpu_ms").doubleValue()).isPositive();
    assertThat(json.at("/pages/two_isolated_per_s").doubleValue()).isPositive();
    assertThat(json.at("/storm/1/engine_runs").intValue()).isEqualTo(1);
    assertThat(json.at("/storm/3/engine_runs").intValue()).isEqualTo(1);
    assertThat(standardOutput.toString(UTF_8)).contains("hit path / pass-through");
  }

  /** Writes the first lines of a page, which are enough: figures are required but not judged. */
  private void writePage() throws Exception {
    try (var sample = getClass().getResourceAsStream("/samples/english.png")) {
      BufferedImage page = ImageIO.read(Objects.requireNonNull(sample));
      ImageIO.write(
          page.getSubimage(0, 0, page.getWidth(), page.getHeight() / 6),
          "png",
          folder.resolve("english.png").toFile());
    }
  }

  @Test
  void shouldExitWithTwoWhenOptionsAreOutOfRange() {
    int wrongUsage = CommandLine.ExitCode.USAGE;
    assertThat(run("--rounds=0")).isEqualTo(wrongUsage);
    assertThat(run("--rounds=101")).isEqualTo(wrongUsage);
    assertThat(run("--events=99")).isEqualTo(wrongUsage);
    assertThat(run("--events=1000001")).isEqualTo(wrongUsage);
    assertThat(run("--documents=0")).isEqualTo(wrongUsage);
    assertThat(run("--documents=10001")).isEqualTo(wrongUsage);
    assertThat(run("--latency-seconds=0")).isEqualTo(wrongUsage);
    assertThat(run("--latency-seconds=601")).isEqualTo(wrongUsage);
    assertThat(run("--warm-up-seconds=-1")).isEqualTo(wrongUsage);
    assertThat(run("--warm-up-seconds=3601")).isEqualTo(wrongUsage);
    assertThat(run("--copies=0")).isEqualTo(wrongUsage);
    assertThat(run("--copies=100001")).isEqualTo(wrongUsage);
    assertThat(run("--parts=lunch")).isEqualTo(wrongUsage);
    assertThat(run("--pages=" + folder)).isEqualTo(wrongUsage);
  }

  private int run(String... arguments) {
    standardOutput.reset();
    return new CommandLine(new BenchCommand(new PrintStream(standardOutput, true, UTF_8)))
        .setErr(new PrintWriter(standardError, true))
        .execute(arguments);
  }

  private JsonNode lastLine() throws Exception {
    List<String> lines = standardOutput.toString(UTF_8).lines().toList();
    return Json.mapper().readTree(lines.get(lines.size() - 1));
  }
}
