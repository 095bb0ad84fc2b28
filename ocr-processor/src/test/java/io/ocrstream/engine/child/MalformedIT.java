/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.child;

import static org.assertj.core.api.Assertions.assertThat;

import io.ocrstream.contracts.Page;
import io.ocrstream.engine.Engine;
import io.ocrstream.engine.PageCachePort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Tests hostile and damaged files: each gets the expected answer, and no child is lost. An outcome
 * is {@code read}, {@code blank}, a code, or the sorted outcomes of several pages.
 */
class MalformedIT {
  /** Maximum number of pages read of each file, which is enough to reach its defect. */
  private static final int MOST_PAGES = 5;

  /** Expected outcomes for the files of the public collection; several if each is acceptable. */
  private static final String EXPECTED =
      """
      GHOSTSCRIPT-698804-1-fuzzed.pdf                        | blank, CORRUPT
      bomb_giant.pdf                                         | TOO_MANY_PIXELS
      broken.png                                             | CORRUPT
      bug1782186.pdf                                         | ENCRYPTED, read, blank
      crash-0c7e0e8e11ce787078f00b5b0ca409a167f070e0.tif     | CORRUPT
      crash-1152ec2d1a1a71395b6f2ce6721c38924d025bf3.tif     | CORRUPT
      crash-2020-10-test.tif                                 | CORRUPT TOO_MANY_PIXELS, CORRUPT
      crash-4fb027452e6988530aa5dabee76eecacb3b79f8a.j2k     | CORRUPT
      crash-f46f5b2f43c370fe65706c11449f567ecc345e74.tif     | CORRUPT
      decompression_bomb.gif                                 | TOO_MANY_PIXELS
      encrypted-aes256.pdf                                   | ENCRYPTED
      helloworld-bad.pdf                                     | read, CORRUPT
      hopper_unknown_pixel_mode.tif                          | CORRUPT, blank
      html-named.pdf                                         | UNSUPPORTED_TYPE
      issue6010_1.pdf                                        | ENCRYPTED
      ocrmypdf_hugemono.pdf                                  | TOO_MANY_PIXELS
      ocrmypdf_invalid.pdf                                   | CORRUPT
      ocrmypdf_livecycle.pdf                                 | blank
      oom-225817ca0f8c663be7ab4b9e717b02c661e66834.tif       | CORRUPT, TOO_MANY_PIXELS
      paperless_encrypted.pdf                                | ENCRYPTED
      paperless_invalid_pdf.pdf                              | read, CORRUPT
      pdf-600-pages.pdf                                      | TOO_MANY_PAGES
      pdf-named.png                                          | read
      pdfjsbad1586.pdf                                       | read, CORRUPT
      photoshop-200dpi-broken.jpg                            | CORRUPT, blank
      png-bomb-40000x40000.png                               | TOO_MANY_PIXELS
      png-named.pdf                                          | read
      poppler-742-0-fuzzed.pdf                               | CORRUPT, read
      poppler-85140-0.pdf                                    | CORRUPT
      poppler-91414-0-54.pdf                                 | CORRUPT, read
      testPDF_jsActionOnPage.pdf                             | blank
      testPDF_no_extract_no_accessibility_owner_user.pdf     | ENCRYPTED
      truncated-multipage.tif                                | CORRUPT read, CORRUPT
      truncated-receipt.jpg                                  | CORRUPT, read
      truncated_image.png                                    | CORRUPT, read
      truncated_jpeg.jpg                                     | CORRUPT, read
      zero-byte.pdf                                          | EMPTY
      """;

  private static final IsolatedEngine ENGINE = Isolation.start(1, Map.of("child.spares", "0"));

  @TempDir Path folder;

  @AfterAll
  static void close() {
    List<Long> children = ENGINE.children();
    ENGINE.close();
    assertThat(children).isNotEmpty().noneMatch(Isolation::isAlive);
  }

  @ParameterizedTest
  @CsvSource({
    "empty, EMPTY",
    "html, UNSUPPORTED_TYPE",
    "png of 1.6 gigapixels, TOO_MANY_PIXELS",
    "png cut after its header, CORRUPT",
    "pdf with a page of a square kilometre, TOO_MANY_PIXELS",
    "pdf whose page tree is a cycle, CORRUPT",
    "tiff whose directories form a cycle, CORRUPT",
  })
  void shouldAnswerWithTheRightCodeWhenAFileIsHostile(String name, String expected)
      throws IOException {
    byte[] bytes = Objects.requireNonNull(HostileFiles.ALL.get(name));
    assertThat(outcome(Files.write(folder.resolve("hostile"), bytes))).isEqualTo(expected);
  }

  @Test
  @Tag("faults")
  void shouldAnswerEveryFileOfThePublicCollectionAsAPersonWouldExpect() throws IOException {
    Map<String, Path> files = collection();
    Assumptions.assumeFalse(files.isEmpty(), "the public collection is not here");
    Map<String, Set<String>> expected = expected();
    Set<Long> children = new HashSet<>(ENGINE.children());
    SoftAssertions all = new SoftAssertions();
    long begun = System.nanoTime();
    long peak = 0;
    for (Map.Entry<String, Path> file : files.entrySet()) {
      String outcome = outcome(file.getValue());
      System.out.printf("%-56s %s%n", file.getKey(), outcome);
      peak = Math.max(peak, ENGINE.peakMemory().orElse(0));
      all.assertThat(expected.get(file.getKey())).as(file.getKey()).contains(outcome);
    }
    System.out.printf(
        "%d malformed files in %.1f s; most resident memory of a child: %d MiB%n",
        files.size(), (System.nanoTime() - begun) / 1e9, peak >> 20);
    // No file ended the child.
    all.assertThat(ENGINE.children()).containsAll(children);
    all.assertAll();
  }

  private static Map<String, Set<String>> expected() {
    return EXPECTED
        .lines()
        .map(line -> line.split("\\|"))
        .collect(
            Collectors.toMap(row -> row[0].strip(), row -> Set.of(row[1].strip().split(", "))));
  }

  private static Map<String, Path> collection() throws IOException {
    String given = System.getProperty("ocr.shared.data");
    Path root = given == null ? Path.of("..", "..", "shared", "data") : Path.of(given);
    Path malformed = root.resolve("malformed");
    Map<String, Path> files = new TreeMap<>();
    if (Files.isDirectory(malformed)) {
      try (Stream<Path> all = Files.list(malformed)) {
        all.filter(file -> !file.toString().endsWith(".md"))
            .forEach(file -> files.put(String.valueOf(file.getFileName()), file));
      }
    }
    return files;
  }

  private static String outcome(Path file) {
    return ENGINE
        .open(file, Isolation.info())
        .fold(MalformedIT::pages, problem -> problem.code().name());
  }

  private static String pages(Engine.Document document) {
    try (document) {
      List<String> outcomes = new ArrayList<>();
      for (int n = 1; n <= Math.min(MOST_PAGES, document.pageCount()); n++) {
        outcomes.add(
            document
                .read(n, Duration.ofMinutes(2), PageCachePort.NONE)
                .fold(MalformedIT::read, problem -> problem.code().name()));
      }
      return outcomes.stream().distinct().sorted().collect(Collectors.joining(" "));
    }
  }

  private static String read(Page page) {
    return page.text().isBlank() ? "blank" : "read";
  }
}
