/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Checks the messages of failures as the sources write them: sentence case, without a full stop at
 * the end. A message about one field of an event begins with the name of the field.
 */
class ProblemMessagesTest {
  private static final Pattern MESSAGE =
      Pattern.compile(
          "(?:refused\\(|(?:Problem\\.of|new Problem|Outcome\\.failed|problem)\\("
              + "\\s*FailureCode\\.\\w+,)"
              + "\\s*(?:Causes\\.say\\()?\"([^\"]+)\"[^,;]*");

  private static final String FIELD = "\\w+ must be .*";

  @Test
  void shouldBeAPhraseInSentenceCaseWhenAProblemIsMade() throws IOException {
    List<MatchResult> made = made();

    assertThat(made)
        .hasSizeGreaterThan(60)
        .allSatisfy(message -> assertThat(message.group(1)).matches("[\\p{Upper}%].*|" + FIELD))
        .allSatisfy(message -> assertThat(message.group()).doesNotContain(".\""));
  }

  private static List<MatchResult> made() throws IOException {
    try (Stream<Path> tree = Files.walk(Path.of("src/main/java"))) {
      return tree.filter(file -> file.toString().endsWith(".java"))
          .flatMap(ProblemMessagesTest::messages)
          .toList();
    }
  }

  private static Stream<MatchResult> messages(Path file) {
    try {
      return MESSAGE.matcher(Files.readString(file)).results();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
