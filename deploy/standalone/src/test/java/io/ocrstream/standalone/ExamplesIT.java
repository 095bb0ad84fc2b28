/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ocrstream.client.OcrClient;
import io.ocrstream.contracts.UploadEvent;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** The examples, and the Java program of {@code docs/clients.md}, run as they stand there. */
class ExamplesIT {
  private static final Path EXAMPLES = Path.of("../examples");
  private static final Pattern JAVA = Pattern.compile("```java\\n(.*?)```", Pattern.DOTALL);
  private static final Pattern LOGIN =
      Pattern.compile("username=\"([^\"]+)\" password=\"([^\"]+)\"");

  /**
   * The class path of a program that uses the client: all of it, so that nothing else is needed.
   */
  private static final String LIBRARIES =
      Stream.of(
              OcrClient.class,
              UploadEvent.class,
              KafkaProducer.class,
              ObjectMapper.class,
              JsonFactory.class,
              JsonProperty.class,
              LoggerFactory.class,
              NullMarked.class)
          .map(ExamplesIT::jar)
          .collect(Collectors.joining(File.pathSeparator));

  @TempDir private static Path data = Path.of("unset");
  private static EmbeddedStack stack;
  private static Path kafka = Path.of("unset");

  @TempDir private Path folder = Path.of("unset");

  @BeforeAll
  static void start() throws Exception {
    stack = EmbeddedStack.start(data, Map.of(), new EchoPipeline());
    kafka = kafka(stack.clientProperties());
  }

  @AfterAll
  static void stop() {
    stack.close();
  }

  /* By the line that the document gives for it. */
  private static Path kafka(Path client) throws Exception {
    Path properties = data.resolve("kafka.properties");
    String sed =
        "s/^ocr\\.kafka\\.client\\.//p; s/^ocr\\.kafka\\.bootstrap-servers/bootstrap.servers/p";
    assertThat(Files.readString(Path.of("../../docs/clients.md"))).contains(sed);
    Process process =
        new ProcessBuilder("sed", "-n", sed, client.toString())
            .redirectOutput(properties.toFile())
            .start();
    assertThat(process.waitFor()).isZero();
    return properties;
  }

  @Test
  void shouldPrintTheTextWhenTheDocumentsProgramRuns() throws Exception {
    Matcher shown = JAVA.matcher(Files.readString(Path.of("../../docs/clients.md")));
    assertThat(shown.find()).isTrue();
    Path program = Files.writeString(folder.resolve("AskOnce.java"), shown.group(1));

    assertThat(said(java(program, kafka.toString(), "file:///one.png")))
        .endsWith("text of file:///one.png\n");
  }

  @Test
  void shouldPublishAndConsumeInJava() throws Exception {
    Path java = EXAMPLES.resolve("java");
    shouldBeAnswered(
        java(java.resolve("Publish.java"), kafka.toString(), "file:///java.png"),
        java(java.resolve("Consume.java"), kafka.toString()));
  }

  @Test
  void shouldPublishAndConsumeInPython() throws Exception {
    String python =
        Stream.of("python3", "/usr/bin/python3")
            .filter(program -> runs(program, "-c", "import confluent_kafka"))
            .findFirst()
            .orElse("");
    assumeTrue(!python.isEmpty(), "no python3 with confluent-kafka is installed");
    shouldBeAnswered(
        program(python, EXAMPLES.resolve("python/publish.py"), "file:///python.png"),
        program(python, EXAMPLES.resolve("python/consume.py")));
  }

  @Test
  void shouldPublishAndConsumeInNode() throws Exception {
    assumeTrue(
        runs("node", "-e", "require('kafkajs')"),
        "no node with kafkajs is installed; set NODE_PATH to its folder");
    shouldBeAnswered(
        program("node", EXAMPLES.resolve("node/publish.js"), "file:///node.png"),
        program("node", EXAMPLES.resolve("node/consume.js")));
  }

  private void shouldBeAnswered(ProcessBuilder publisher, ProcessBuilder consumer)
      throws Exception {
    String id = said(publisher).lines().reduce("", (first, last) -> last);
    Path answers = folder.resolve("answers");
    Process consuming = consumer.redirectOutput(answers.toFile()).start();
    try {
      await("the answer to " + id)
          .atMost(Duration.ofMinutes(5))
          .until(
              () ->
                  Files.readString(answers)
                      .contains("ocr.results {\"event_id\":\"%s\"".formatted(id)));
    } finally {
      consuming.destroyForcibly().waitFor();
    }
  }

  private String said(ProcessBuilder program) throws Exception {
    Path said = folder.resolve("said");
    Process process = program.redirectOutput(said.toFile()).start();
    try {
      assertThat(process.waitFor()).as(Files.readString(said)).isZero();
    } finally {
      process.destroyForcibly();
    }
    return Files.readString(said, UTF_8);
  }

  private static ProcessBuilder java(Path program, String... arguments) {
    return new ProcessBuilder(
            Stream.concat(
                    Stream.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        LIBRARIES,
                        program.toString()),
                    Stream.of(arguments))
                .toList())
        .redirectError(ProcessBuilder.Redirect.INHERIT);
  }

  private static ProcessBuilder program(String interpreter, Path file, String... arguments)
      throws IOException {
    ProcessBuilder program =
        new ProcessBuilder(
                Stream.concat(Stream.of(interpreter, file.toString()), Stream.of(arguments))
                    .toList())
            .redirectError(ProcessBuilder.Redirect.INHERIT);
    Properties login = new Properties();
    login.load(Files.newBufferedReader(kafka));
    Matcher jaas = LOGIN.matcher(login.getProperty("sasl.jaas.config"));
    assertThat(jaas.find()).isTrue();
    program
        .environment()
        .putAll(
            Map.of(
                "KAFKA_BOOTSTRAP", login.getProperty("bootstrap.servers"),
                "KAFKA_PROTOCOL", login.getProperty("security.protocol"),
                "KAFKA_USERNAME", jaas.group(1),
                "KAFKA_PASSWORD", jaas.group(2),
                // No files beside the sources.
                "PYTHONDONTWRITEBYTECODE", "1"));
    return program;
  }

  private static String jar(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static boolean runs(String... command) {
    try {
      return new ProcessBuilder(List.of(command))
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
