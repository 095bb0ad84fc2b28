/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.ocrstream.contracts.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Tests {@code ocr run} on a document that is larger than the heap of each of its processes; of a
 * gigabyte with {@code -Docr.large-file.bytes=1073741824}.
 */
@Tag("faults")
class LargeFileIT {
  private static final long BYTES = Long.getLong("ocr.large-file.bytes", 200L << 20);
  private static final int PAGES = Math.toIntExact(BYTES / LargeFiles.PAGE_BYTES + 1);
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  /** Heap of the JVM with broker, processor and worker. */
  private static final String HEAP = "160m";

  private static final String CHILD_HEAP = "160MiB";

  /**
   * Maximum resident memory of each process: its heap, its code, and a decoded page in native
   * memory.
   */
  private static final long MOST_RESIDENT = 640L << 20;

  @TempDir private Path folder = Path.of("unset");

  @ParameterizedTest
  @ValueSource(strings = {"pdf", "tiff"})
  void shouldReadEveryPageInMemoryThatDoesNotDependOnTheDocument(String type) throws Exception {
    Path document = folder.resolve("large." + type);
    Path made =
        type.equals("pdf") ? LargeFiles.pdf(document, PAGES) : LargeFiles.tiff(document, PAGES);
    long begun = System.nanoTime();
    Map<Long, Long> peaks = new HashMap<>();
    Path answers = folder.resolve("answers.jsonl");
    Path log = folder.resolve("log");
    Process process = start(made, answers, log);
    try {
      long worker = process.pid();
      while (!process.waitFor(100, TimeUnit.MILLISECONDS)) {
        assertThat(System.nanoTime() - begun).isLessThan(PATIENCE.toNanos());
        Stream.concat(Stream.of(process.toHandle()), process.descendants())
            .map(ProcessHandle::pid)
            .forEach(pid -> peaks.merge(pid, peak(pid), Math::max));
      }
      assertThat(process.exitValue()).as(Files.readString(log)).isZero();
      System.out.printf(
          "%s of %d MiB, %d pages in %.0f s; most resident: worker with broker and processor %d"
              + " MiB (heap %s), a child %d MiB (heap %s)%n",
          type,
          Files.size(made) >> 20,
          PAGES,
          (System.nanoTime() - begun) / 1e9,
          peaks.getOrDefault(worker, 0L) >> 20,
          HEAP,
          peaks.entrySet().stream()
                  .filter(peak -> peak.getKey() != worker)
                  .mapToLong(Map.Entry::getValue)
                  .max()
                  .orElse(0)
              >> 20,
          CHILD_HEAP);
    } finally {
      process.destroyForcibly();
    }
    assertRead(Json.mapper().readTree(Files.readAllBytes(answers)).path("result"));
    assertThat(peaks).hasSizeGreaterThan(1).allSatisfy((pid, bytes) -> assertBounded(bytes));
  }

  private static void assertBounded(long bytes) {
    assertThat(bytes).isLessThan(MOST_RESIDENT);
  }

  private static void assertRead(JsonNode result) {
    assertThat(result.path("status").asText()).isEqualTo("complete");
    assertThat(result.path("pages")).hasSize(PAGES);
    for (JsonNode page : result.path("pages")) {
      assertThat(page.path("text").asText())
          .contains(LargeFiles.text(page.path("number").intValue()));
    }
  }

  private Process start(Path document, Path answers, Path log) throws IOException {
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx" + HEAP,
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            StandaloneMain.class.getName(),
            "run",
            "--out=" + answers,
            document.toString());
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
    builder.environment().put("OCR_CONTENT_MAX_BYTES", "2GiB");
    builder.environment().put("OCR_ENGINE_CHILD_HEAP", CHILD_HEAP);
    return builder.start();
  }

  /** Returns the peak resident memory in bytes; 0 after the process has ended. */
  private static long peak(long pid) {
    try (Stream<String> lines =
        Files.lines(Path.of("/proc", Long.toString(pid), "status"), StandardCharsets.ISO_8859_1)) {
      return lines
          .filter(line -> line.startsWith("VmHWM:"))
          .mapToLong(line -> 1024 * Long.parseLong(line.replaceAll("\\D", "")))
          .findFirst()
          .orElse(0);
    } catch (IOException | java.io.UncheckedIOException e) {
      return 0;
    }
  }
}
