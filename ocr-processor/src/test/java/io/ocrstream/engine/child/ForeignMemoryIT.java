/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.child;

import static org.assertj.core.api.Assertions.assertThat;

import io.ocrstream.contracts.Json;
import io.ocrstream.contracts.Problem;
import io.ocrstream.engine.Engine;
import io.ocrstream.engine.PageCachePort;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests that uninitialised memory does not affect results: images are decoded to the same pixels by
 * a child whose memory is full of another page's words and by a new child. {@code -Pfaults} also
 * compares the text, of more images.
 */
class ForeignMemoryIT {
  private static final Path IMAGES = Path.of("src", "test", "resources", "images");

  /**
   * Bytes of a code stream before its components: the start marker, the size marker and its fields.
   */
  private static final int BEFORE_COMPONENTS = 42;

  private static final int COMPONENT_BYTES = 3;

  private static final Map<String, String> PATIENT =
      Map.of("child.start-timeout", "10m", "child.spares", "0");
  private static final IsolatedEngine USED = Isolation.start(1, PATIENT);
  private static final IsolatedEngine FRESH = Isolation.start(1, PATIENT);

  @TempDir static Path folder = Path.of("unset");

  @BeforeAll
  static void fill() throws IOException {
    Path page = Isolation.copy("english.png", folder);
    for (int i = 0; i < 3; i++) {
      assertThat(Isolation.texts(USED, page, Isolation.AMPLE)).allMatch(text -> text.length() > 99);
    }
  }

  @AfterAll
  static void close() {
    USED.close();
    FRESH.close();
  }

  @Test
  void shouldBeInNoPictureOfFilesWhoseComponentsDiffer() throws IOException {
    assertUnaffected(files(1), false);
  }

  @Tag("faults")
  @Test
  void shouldBeInNoPictureOfManyFilesWhoseComponentsDiffer() throws IOException {
    assertUnaffected(files(5), true);
  }

  private static void assertUnaffected(List<Path> files, boolean withText) throws IOException {
    List<Long> children = USED.children();
    assertThat(files).hasSizeGreaterThan(30);
    Map<Path, String> used = new HashMap<>();
    for (Path file : files) {
      used.put(file, outcome(USED, file, withText));
    }
    // If a child had ended, a new one would have read the rest.
    assertThat(USED.children()).containsAll(children);
    // In another order, so that a file's leftovers do not meet the same file.
    Collections.reverse(files);
    for (Path file : files) {
      assertThat(outcome(FRESH, file, withText)).as(file.toString()).isEqualTo(used.get(file));
    }
  }

  /** Returns each image unchanged, and {@code variants} with other sizes of its components. */
  private static List<Path> files(int variants) throws IOException {
    Random random = new Random(42);
    List<Path> files = new ArrayList<>();
    try (Stream<Path> images = Files.list(IMAGES)) {
      for (Path image : images.sorted().toList()) {
        files.add(image);
        byte[] bytes = Files.readAllBytes(image);
        int components = codeStream(bytes) + BEFORE_COMPONENTS;
        for (int i = 0; i < variants && components > BEFORE_COMPONENTS; i++) {
          byte[] changed = bytes.clone();
          int at = components + random.nextInt(3) * COMPONENT_BYTES;
          changed[at + 1 + random.nextInt(2)] = (byte) (2 << random.nextInt(6));
          files.add(Files.write(folder.resolve(i + "-" + image.getFileName()), changed));
        }
      }
    }
    return files;
  }

  private static int codeStream(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1).indexOf("\u00FFO\u00FFQ");
  }

  /** Returns the pixels and, if wanted, the text of each page, or the failure code. */
  private static String outcome(Engine engine, Path file, boolean withText) {
    Path picture = folder.resolve("picture.png");
    return engine
        .open(file, Isolation.info())
        .fold(document -> outcome(document, picture, withText), problem -> problem.code().name());
  }

  private static String text(Engine.Document document, int number) {
    return document
        .read(number, Isolation.AMPLE, PageCachePort.NONE)
        .fold(
            page -> new String(Json.write(page), StandardCharsets.UTF_8),
            problem -> problem.code().name());
  }

  private static String outcome(Engine.Document document, Path picture, boolean withText) {
    try (document) {
      StringBuilder all = new StringBuilder();
      for (int number = 1; number <= document.pageCount(); number++) {
        Optional<Problem> problem = document.draw(number, Long.MAX_VALUE, picture, Isolation.AMPLE);
        if (problem.isEmpty()) {
          all.append(HexFormat.of().formatHex(Files.readAllBytes(picture)));
          Files.delete(picture);
        }
        problem.ifPresent(found -> all.append(found.code()));
        all.append(withText ? text(document, number) : "");
      }
      return all.toString();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
