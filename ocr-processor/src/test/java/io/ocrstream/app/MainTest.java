/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** The program of the image. */
class MainTest {
  private final StringWriter out = new StringWriter();
  private final CommandLine program =
      Main.program().setOut(new PrintWriter(out)).setErr(new PrintWriter(out));

  @Test
  void shouldOfferTheRolesAndTheirTools() {
    assertThat(program.execute("--help")).isZero();

    assertThat(out.toString())
        .contains("processor", "worker", "topics", "cache")
        .doesNotContain("bench");
  }

  @Test
  void shouldSayThatACommandIsMissing() {
    assertThat(program.execute()).isEqualTo(RoleCommand.USAGE);

    assertThat(out.toString()).contains("name a command", "Usage:");
  }
}
