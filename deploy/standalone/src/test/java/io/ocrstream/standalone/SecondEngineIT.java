/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.ocrstream.contracts.Json;
import java.io.File;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code ocr run} in a JVM of its own with the engines of a full build and of a lean one: through
 * Kafka, processor, worker and a child process.
 */
class SecondEngineIT {
  private static final Duration PATIENCE = Duration.ofMinutes(4);

  @TempDir private Path folder = Path.of("unset");

  @Test
  void shouldReadWithTheSecondEngineWhenTheEventAsksForIt() throws Exception {
    JsonNode result = run(Map.of(), "--engine", "onnx");
    assertRead(result);
  }

  @Test
  void shouldReadWithTheSecondEngineWhenTheDeploymentDoes() throws Exception {
    JsonNode result = run(Map.of("OCR_ENGINE_NAME", "onnx"));
    assertRead(result);
  }

  @Test
  void shouldReadWithBothWhenNobodyAsksForOne() throws Exception {
    JsonNode result = run(Map.of());
    assertThat(result.at("/engine/name").asText()).isEqualTo("auto");
    JsonNode choice = result.at("/pages/0/treatment/choice");
    assertThat(choice.path("engine").asText()).isEqualTo("tesseract");
    assertThat(choice.path("reason").asText()).isEqualTo("sure");
  }

  @Test
  void shouldSayThatALeanBuildReadsWithTheFirstOne() throws Exception {
    JsonNode result = run(SecondEngineIT::isInALeanBuild, Map.of());
    assertThat(result.at("/engine/name").asText()).isEqualTo("tesseract");
    assertThat(result.at("/pages/0/treatment").has("choice")).isFalse();
  }

  /** Whether {@code mvn -Dlean} packages it. */
  private static boolean isInALeanBuild(String jar) {
    return !jar.contains("onnxruntime") && !jar.contains("rapidocr");
  }

  private static void assertRead(JsonNode result) {
    assertThat(result.at("/engine/name").asText()).isEqualTo("onnx");
    assertThat(result.path("status").asText()).isEqualTo("complete");
    assertThat(result.path("text").asText())
        .contains("Every morning the clerk of the harbour office opens");
  }

  /** The one result of the sample. */
  private JsonNode run(Map<String, String> environment, String... options) throws Exception {
    return run(jar -> true, environment, options);
  }

  /** The same with those jars on the class path that {@code kept} takes. */
  private JsonNode run(Predicate<String> kept, Map<String, String> environment, String... options)
      throws Exception {
    Path page = folder.resolve("english.png");
    try (var sample = getClass().getResourceAsStream("/samples/english.png")) {
      Files.copy(Objects.requireNonNull(sample), page);
    }
    Path answers = folder.resolve("answers.jsonl");
    Path log = folder.resolve("log");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of("-cp", classPath(kept), Main.class.getName(), "run"));
    command.addAll(List.of(options));
    command.addAll(List.of("--out", answers.toString(), page.toString()));
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
    builder.environment().putAll(environment);
    Process process = builder.start();
    try {
      assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).as(Files.readString(log)).isZero();
    } finally {
      process.destroyForcibly();
    }
    return Json.mapper().readTree(Files.readAllBytes(answers)).path("result");
  }

  private static String classPath(Predicate<String> kept) {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
        .filter(kept)
        .collect(Collectors.joining(File.pathSeparator));
  }
}
