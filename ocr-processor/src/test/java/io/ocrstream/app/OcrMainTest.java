/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.ocrstream.cli.OcrMain;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** Tests the program of the image. */
class OcrMainTest {
  private final StringWriter out = new StringWriter();
  private final CommandLine program =
      OcrMain.program().setOut(new PrintWriter(out)).setErr(new PrintWriter(out));

  @Test
  void shouldOfferTheRolesAndTheirTools() {
    assertThat(program.execute("--help")).isZero();

    assertThat(out.toString())
        .contains("processor", "worker", "topics", "cache")
        .doesNotContain("bench");
  }

  @Test
  void shouldSayThatACommandIsMissing() {
    assertThat(program.execute()).isEqualTo(ExitCode.USAGE.code());

    assertThat(out.toString())
        .contains("Missing command", "Try 'ocr --help'")
        .doesNotContain("Usage:");
  }

  @Test
  void shouldSuggestWhatWasMeant() {
    assertThat(program.execute("wroker")).isEqualTo(ExitCode.USAGE.code());
    assertThat(program.execute("cache", "warm", "--since", "soon"))
        .isEqualTo(ExitCode.USAGE.code());

    assertThat(out.toString()).contains("Did you mean: ", "worker", "Try 'ocr cache warm --help'");
  }

  @Test
  void shouldNameTheHelpOfTheSubcommandWhenItsValueIsWrong() {
    assertThat(program.execute("cache", "forget", "--hash", "abc"))
        .isEqualTo(ExitCode.USAGE.code());

    assertThat(out.toString())
        .contains("sha256: and 64 lower-case hex digits", "Try 'ocr cache forget --help'");
  }

  @Test
  void shouldSayItsVersions() {
    assertThat(program.execute("--version")).isZero();

    assertThat(out.toString())
        .containsPattern(
            "ocr-stream \\d+\\.\\d+\\.\\d+(-SNAPSHOT)? \\((unknown commit|[0-9a-f]{12})\\)")
        .containsPattern("Kafka \\d+\\.\\d+\\.\\d+, Tesseract \\d+\\.\\d+\\.\\d+, Leptonica ");
  }
}
