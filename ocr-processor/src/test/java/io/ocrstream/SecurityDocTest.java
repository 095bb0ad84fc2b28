/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Tests that the tests named in SECURITY.md as proof of a defence exist. */
class SecurityDocTest {
  private static final Pattern TEST = Pattern.compile("`([A-Z][A-Za-z0-9]*(?:Test|IT))`");

  @Test
  void shouldNameOnlyTestsThatAreThere() throws IOException {
    Set<String> named = new TreeSet<>();
    Matcher matcher = TEST.matcher(Files.readString(Path.of("../SECURITY.md")));
    while (matcher.find()) {
      named.add(matcher.group(1));
    }

    assertThat(named).hasSizeGreaterThan(20);
    assertThat(sources()).containsAll(named);
  }

  private static Set<String> sources() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of(".."))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".java"))
          .map(name -> name.substring(0, name.length() - ".java".length()))
          .collect(Collectors.toSet());
    }
  }
}
