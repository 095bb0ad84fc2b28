/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests the Java program in {@code docs/clients.md}, compiled and run as printed. */
class ClientsDocIT {
  private static final Pattern JAVA = Pattern.compile("```java\\n(.*?)```", Pattern.DOTALL);

  @Test
  void shouldBeAnsweredWhenItRunsAsShown(@TempDir Path folder) throws Exception {
    Matcher shown = JAVA.matcher(Files.readString(Path.of("../../docs/clients.md")));
    assertThat(shown.find()).isTrue();
    Path program = Files.writeString(folder.resolve("AskOnce.java"), shown.group(1));
    try (EmbeddedStack stack =
        EmbeddedStack.start(folder.resolve("data"), Map.of(), new EchoPipeline())) {
      Path kafka = kafka(stack.clientProperties(), folder);
      Path said = folder.resolve("said");
      Process process =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-cp",
                  System.getProperty("java.class.path"),
                  program.toString(),
                  kafka.toString(),
                  "file:///one.png")
              .redirectErrorStream(true)
              .redirectOutput(said.toFile())
              .start();
      try {
        assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
      } finally {
        process.destroyForcibly();
      }
      assertThat(Files.readString(said)).contains("ocr.results {\"event_id\":\"");
      assertThat(process.exitValue()).isZero();
    }
  }

  /** By the command that the document gives. */
  private static Path kafka(Path client, Path folder) throws Exception {
    Path kafka = folder.resolve("kafka.properties");
    Process process =
        new ProcessBuilder(
                "sed",
                "-n",
                "s/^ocr\\.kafka\\.client\\.//p; s/^ocr\\.kafka\\.bootstrap-servers/bootstrap.servers/p",
                client.toString())
            .redirectOutput(kafka.toFile())
            .start();
    assertThat(process.waitFor()).isZero();
    assertThat(Files.readString(kafka, UTF_8)).contains("bootstrap.servers", "sasl.jaas.config");
    return kafka;
  }
}
