/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.ocrstream.app.ExitCode;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests that a role whose port is taken ends, in a process of its own, with its shutdown hook. */
class RolePortTest {
  @TempDir private Path folder;

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
