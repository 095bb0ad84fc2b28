/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.ocrstream.app.ExitCode;
import io.ocrstream.config.OwnFolder;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Tests that roles end with the exit code of wrong usage, before they contact any server. */
class RoleUsageTest {
  @TempDir private Path folder;

  @Test
  void shouldEndWhenTheGatewayHasNoLocation() {
    CommandRun run = CommandRun.of(Map.of(), "gateway");
    assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE.code());
    assertThat(run.err()).startsWith("ocr.gateway.location is not set; set the place of uploads");
  }

  @Test
  void shouldEndWithTheSameCodeWhenAFolderCannotBeUsed() throws Exception {
    Path file = Files.createFile(folder.resolve("file"));
    Throwable refused =
        catchThrowable(() -> OwnFolder.ensure(file.resolve("state"), "ocr.processor.state-dir"));
    StringWriter err = new StringWriter();
    CommandLine program = OcrMain.program().setErr(new PrintWriter(err));
    assertThat(Program.broken(refused, program)).isEqualTo(ExitCode.USAGE.code());
    assertThat(err.toString())
        .startsWith("The folder of ocr.processor.state-dir cannot be created");
  }

  /** In a process of its own, because its shutdown hook must not keep it. */
  @Test
  void shouldEndWhenThePortIsTaken() throws Exception {
    Path output = folder.resolve("output");
    InetAddress host = InetAddress.getLoopbackAddress();
    try (ServerSocket taken = new ServerSocket(0, 1, host)) {
      Process role =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-XX:TieredStopAtLevel=1",
                  "-cp",
                  System.getProperty("java.class.path"),
                  OcrMain.class.getName(),
                  "worker",
                  "--set=ocr.ops.host=" + host.getHostAddress(),
                  "--set=ocr.ops.port=" + taken.getLocalPort())
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      try {
        assertThat(role.waitFor(3, TimeUnit.MINUTES)).isTrue();
        assertThat(role.exitValue()).isEqualTo(ExitCode.USAGE.code());
        assertThat(Files.readString(output, UTF_8))
            .contains(
                "Cannot listen on %s:%d".formatted(host.getHostAddress(), taken.getLocalPort()))
            .contains("set another ocr.ops.port");
      } finally {
        role.destroyForcibly();
      }
    }
  }
}
