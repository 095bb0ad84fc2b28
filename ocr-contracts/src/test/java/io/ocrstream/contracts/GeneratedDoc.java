/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A page in {@code docs/} that is generated from code. */
final class GeneratedDoc {
  /** Surefire's working folder is the module's folder. */
  private static final Path FOLDER = Path.of("..", "docs");

  private GeneratedDoc() {}

  /** Returns the command that regenerates the pages of {@code test}. */
  static String command(Class<?> test) {
    return "mvn -pl ocr-contracts test -Dtest=%s -Docr.docs.write=true"
        .formatted(test.getSimpleName());
  }

  /** Returns the comment below a page's title. */
  static String origin(String source, Class<?> test) {
    return "<!-- Generated from %s: do not edit. `%s` -->".formatted(source, command(test));
  }

  /**
   * Fails if the committed page differs from {@code generated}. With {@code -Docr.docs.write=true}
   * it writes the page.
   */
  static void assertCommitted(String name, String generated, Class<?> test) throws IOException {
    Path file = FOLDER.resolve(name);
    if (Boolean.getBoolean("ocr.docs.write")) {
      Files.createDirectories(FOLDER);
      Files.writeString(file, generated);
    }
    assertThat(file).as("docs/%s is missing; run: %s", name, command(test)).exists();
    assertThat(Files.readString(file))
        .as("docs/%s is stale; run: %s", name, command(test))
        .isEqualTo(generated);
  }
}
