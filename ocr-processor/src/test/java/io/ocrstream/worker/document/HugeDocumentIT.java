/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.worker.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests a document of thousands of pages in a JVM that could not hold a tenth of them. */
class HugeDocumentIT {
  private static final int FEW_PAGES = 300;
  private static final int MANY_PAGES = 2000;
  private static final String HEAP = "-Xmx64m";
  private static final long MINUTES = 5;

  @TempDir private Path folder = Path.of("");

  @Test
  void shouldStoreEveryPageOfALongDocument() throws IOException, InterruptedException {
    read(FEW_PAGES);
  }

  @Test
  @Tag("faults")
  void shouldTakeTheMemoryOfAFewPagesHoweverManyThereAre()
      throws IOException, InterruptedException {
    read(MANY_PAGES);
  }

  private void read(int pages) throws IOException, InterruptedException {
    Path output = folder.resolve("output.txt");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                HEAP,
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                HugeDocument.class.getName(),
                folder.toString(),
                Integer.toString(pages),
                "scripted")
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    try {
      assertThat(process.waitFor(MINUTES, TimeUnit.MINUTES)).isTrue();
    } finally {
      process.destroyForcibly();
    }

    List<String> lines = Files.readAllLines(output);
    assertThat(process.exitValue()).as(String.join("\n", lines)).isZero();
    assertThat(lines)
        .anyMatch(
            line ->
                line.matches(
                    "pages=%d stored=[1-9]\\d{6,} words=%d artifacts=3"
                        .formatted(pages, pages * HugeDocument.WORDS_PER_PAGE)));
  }
}
