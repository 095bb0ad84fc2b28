/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Tests that each class name is unique in the whole tree. */
class UniqueNamesTest {
  private static final Path ROOT = Path.of("..");
  private static final int LEAST_FILES = 700;

  @Test
  void shouldUseEveryFileNameOnce() throws IOException {
    Map<String, List<Path>> byName = new TreeMap<>();
    for (String module : List.of("ocr-contracts", "ocr-processor", "deploy")) {
      try (Stream<Path> tree = Files.walk(ROOT.resolve(module))) {
        tree.filter(UniqueNamesTest::isSource)
            .forEach(
                file ->
                    byName
                        .computeIfAbsent(file.getFileName().toString(), name -> new ArrayList<>())
                        .add(file));
      }
    }

    assertThat(byName).hasSizeGreaterThan(LEAST_FILES);
    assertThat(byName).allSatisfy((name, files) -> assertThat(files).hasSize(1));
  }

  private static boolean isSource(Path file) {
    String path = file.toString().replace('\\', '/');
    return path.contains("/src/")
        && path.endsWith(".java")
        && !path.endsWith("package-info.java")
        && !path.contains("/target/");
  }
}
