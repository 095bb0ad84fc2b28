/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.loadtest.bench;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Tests a short soak run. */
class SoakCommandIT {
  @TempDir private Path folder = Path.of("unset");

  private final ByteArrayOutputStream standardOutput = new ByteArrayOutputStream();

  @Test
  @Tag("faults")
  void shouldTellWhatMemoryReadingTakes() throws Exception {
    Path plot = folder.resolve("soak.svg");

    int exitCode = run("--pages=12", "--every=3", "--slots=1", "--plot=" + plot);

    String text = standardOutput.toString(UTF_8);
    assertThat(exitCode).isZero();
    assertThat(text).contains("Trend after the first fifth", " 0 unreadable");
    assertThat(Files.readString(plot)).startsWith("<svg").contains("children, together");
  }

  @Test
  void shouldExitWithTwoWhenOptionsAreOutOfRange() {
    int wrongUsage = CommandLine.ExitCode.USAGE;
    assertThat(run("--pages=0")).isEqualTo(wrongUsage);
    assertThat(run("--pages=10000001")).isEqualTo(wrongUsage);
    assertThat(run("--slots=0")).isEqualTo(wrongUsage);
    assertThat(run("--slots=65")).isEqualTo(wrongUsage);
    assertThat(run("--every=0")).isEqualTo(wrongUsage);
    assertThat(run(folder.toString())).isEqualTo(wrongUsage);
  }

  @Test
  void shouldDrawTheLineOfLeastSquares() {
    List<double[]> points = List.of(new double[] {0, 1}, new double[] {2, 2}, new double[] {4, 6});

    Trend trend = Trend.of(points, p -> p[0], p -> p[1]);

    assertThat(trend.slope()).isCloseTo(1.25, within(1e-9));
    assertThat(trend.start()).isCloseTo(0.5, within(1e-9));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Trend.of(points.subList(0, 1), p -> p[0], p -> p[1]));
  }

  private int run(String... arguments) {
    PrintStream out = new PrintStream(standardOutput, true, UTF_8);
    return new CommandLine(new SoakCommand(out))
        .setErr(new PrintWriter(new StringWriter()))
        .execute(arguments);
  }
}
