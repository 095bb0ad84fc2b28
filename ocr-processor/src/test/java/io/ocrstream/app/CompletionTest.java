/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.ocrstream.cli.OcrMain;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The completion scripts, by the shells that are installed. */
class CompletionTest {
  @TempDir private Path folder = Path.of("unset");

  @ParameterizedTest
  @ValueSource(strings = {"bash", "zsh", "fish"})
  void shouldBeAcceptedByTheShell(String shell) throws Exception {
    Path script = Files.writeString(folder.resolve("ocr." + shell), script(shell));
    assertThat(script).content().contains("doctor", "failures", "replay", "max-replays");
    assumeTrue(isInstalled(shell), shell + " is not installed");

    Process check = start(shell, "-n", script.toString());
    assertThat(new String(check.getInputStream().readAllBytes(), UTF_8)).isEmpty();
    assertThat(check.waitFor()).isZero();
  }

  @Test
  void shouldCompleteCommandsInBash() throws Exception {
    assumeTrue(isInstalled("bash"), "bash is not installed");
    Path script = Files.writeString(folder.resolve("ocr.bash"), script("bash"));
    String completed =
        "source "
            + script
            + "; COMP_WORDS=(ocr do); COMP_CWORD=1; _complete_ocr; echo ${COMPREPLY}";

    Process bash = start("bash", "-c", completed);
    assertThat(new String(bash.getInputStream().readAllBytes(), UTF_8)).isEqualTo("doctor\n");
  }

  private static String script(String shell) {
    StringWriter out = new StringWriter();
    assertThat(OcrMain.program().setOut(new PrintWriter(out)).execute("completion", shell))
        .isZero();
    return out.toString();
  }

  private static boolean isInstalled(String shell) {
    return Stream.of(System.getenv("PATH").split(":"))
        .anyMatch(entry -> Files.isExecutable(Path.of(entry, shell)));
  }

  private static Process start(String... command) throws Exception {
    return new ProcessBuilder(List.of(command)).redirectErrorStream(true).start();
  }
}
