/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.ocrstream.cli.Program;
import io.ocrstream.contracts.Json;
import io.ocrstream.submit.Console;
import io.ocrstream.submit.SubmitCommand;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/**
 * Tests {@code ocr run} with the engines of a full build, in this JVM, and with those of a lean
 * one, in its own, through Kafka, processor, worker and a child process.
 */
class SecondEngineIT {
  private static final Duration PATIENCE = Duration.ofMinutes(4);

  /** One child is enough. */
  private static final Map<String, String> ONE_CHILD =
      Map.of("OCR_WORKER_RECOGNISE_SLOTS", "1", "OCR_ENGINE_CHILD_SPARES", "0");

  @TempDir private Path folder = Path.of("unset");

  @Test
  void shouldReadWithTheFirstOneInALeanBuild() throws Exception {
    copySample();
    String installed = Path.of("target", "scenario-engine").toAbsolutePath().toString();
    Process reading =
        start(SecondEngineIT::isInALeanBuild, LeanReading.class, installed, page().toString());
    assertThat(reading.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    assertThat(reading.exitValue()).as(log()).isZero();
    JsonNode result = Json.mapper().readTree(log().lines().reduce("", (first, last) -> last));
    assertThat(result.path("engine").asText()).isEqualTo("tesseract");
    assertThat(result.at("/page/treatment/attempts").asInt()).isEqualTo(1);
    assertThat(result.at("/page/treatment").has("choice")).isFalse();
  }

  @Tag("faults")
  @Test
  void shouldRunWithTheFirstOneInALeanBuild() throws Exception {
    JsonNode result = run(SecondEngineIT::isInALeanBuild);
    assertThat(result.at("/engine/name").asText()).isEqualTo("tesseract");
    assertThat(result.at("/pages/0/treatment").has("choice")).isFalse();
  }

  /** Returns whether a lean build ({@code mvn -Dlean}) packages {@code jar}. */
  private static boolean isInALeanBuild(String jar) {
    return !jar.contains("onnxruntime") && !jar.contains("rapidocr");
  }

  @Test
  void shouldReadWithWhatTheEventAsksForAndWithBothWhenItAsksForNone() throws Exception {
    copySample();
    Path data = folder.resolve("data");
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    Thread program = new Thread(() -> serve(data, said), "serve");
    program.start();
    try {
      await("it serves")
          .atMost(PATIENCE)
          .until(() -> text(said).contains("Running until") || !program.isAlive());
      JsonNode unasked = submitted(data, said);
      assertThat(unasked.at("/engine/name").asText()).isEqualTo("auto");
      JsonNode choice = unasked.at("/pages/0/treatment/choice");
      assertThat(choice.path("engine").asText()).isEqualTo("tesseract");
      assertThat(choice.path("reason").asText()).isEqualTo("sure");
      assertRead(submitted(data, said, "--engine=onnx"));
    } finally {
      program.interrupt();
      program.join(PATIENCE.toMillis());
    }
    assertThat(program.isAlive()).as("after its interruption").isFalse();
  }

  /** Reads the sample, and serves until the thread is interrupted. */
  private void serve(Path data, ByteArrayOutputStream said) {
    PrintStream out = new PrintStream(said, true, UTF_8);
    RunCommand command =
        new RunCommand(new LocalPipeline(ONE_CHILD), ONE_CHILD, out, Console.Style.PLAIN);
    var unused =
        Program.prepare(new CommandLine(command))
            .execute("--serve", "--data=" + data, page().toString());
  }

  private static String text(ByteArrayOutputStream said) {
    return said.toString(UTF_8);
  }

  private static void assertRead(JsonNode result) {
    assertThat(result.at("/engine/name").asText()).isEqualTo("onnx");
    assertThat(result.path("status").asText()).isEqualTo("complete");
    assertThat(result.path("text").asText())
        .contains("Every morning the clerk of the harbour office opens");
  }

  /** Publishes an event to the running program and returns its answer. */
  private JsonNode submitted(Path data, ByteArrayOutputStream said, String... options)
      throws Exception {
    Path answers = Files.createTempFile(folder, "submitted", ".jsonl");
    List<String> arguments = new ArrayList<>(List.of(options));
    arguments.add("--config=" + data.resolve("client.properties"));
    arguments.addAll(List.of("--wait=4m", "--out=" + answers, page().toString()));
    SubmitCommand submit = new SubmitCommand(Map.of(), System.out, Console.Style.PLAIN);
    int exitCode =
        Program.prepare(new CommandLine(submit)).execute(arguments.toArray(String[]::new));
    assertThat(exitCode).as(text(said)).isZero();
    return result(answers);
  }

  private static JsonNode result(Path answers) throws Exception {
    return Json.mapper().readTree(Files.readAllBytes(answers)).path("result");
  }

  private Path page() {
    return folder.resolve("english.png");
  }

  private String log() throws Exception {
    return Files.readString(folder.resolve("log"));
  }

  /** Returns the result of a run with the jars on the class path that {@code kept} accepts. */
  private JsonNode run(Predicate<String> kept) throws Exception {
    copySample();
    Path answers = folder.resolve("answers.jsonl");
    Process process =
        start(kept, StandaloneMain.class, "run", "--out=" + answers, page().toString());
    try {
      assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).as(log()).isZero();
    } finally {
      process.destroyForcibly();
    }
    return result(answers);
  }

  private void copySample() throws Exception {
    try (var sample = getClass().getResourceAsStream("/samples/english.png")) {
      Files.copy(Objects.requireNonNull(sample), page());
    }
  }

  private Process start(Predicate<String> kept, Class<?> main, String... arguments)
      throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of("-cp", classPath(kept), main.getName()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log").toFile());
    builder.environment().putAll(ONE_CHILD);
    return builder.start();
  }

  private static String classPath(Predicate<String> kept) {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
        .filter(kept)
        .collect(Collectors.joining(File.pathSeparator));
  }
}
