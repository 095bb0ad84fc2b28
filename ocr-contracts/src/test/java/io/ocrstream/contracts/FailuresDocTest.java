/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Tests that {@code docs/failures.md} lists all failure codes. */
class FailuresDocTest {
  private static final String HEAD =
      """
      # Failure codes

      %s

      An event without a result gets a failure on `%s`:

      - `code` is one of the codes below. The codes are stable, so consumers may switch on them.
      - `fault` says who can correct the problem.
      - `retryable` says whether the same event may succeed when it is published again.
      - `message` describes this case. It holds no text of the document.

      | fault | who can correct it |
      | --- | --- |
      | `document` | the author of the document: another document would have been read |
      | `request` | the sender of the event: it asks for something that does not exist |
      | `policy` | the operator of this installation: one of its limits or rules |
      | `infrastructure` | time, or the operator of the failing part |

      | code | fault | retryable | what to do |
      | --- | --- | --- | --- |
      """;

  private static final String HEADERS =
      """

      ## Headers

      Failures and dead letters have headers that name their source record and the reason. They use the
      header names of Kafka Streams and Kafka Connect, and own names where those have none. Values are
      text, and long values are truncated. No header holds a URI or text of a document.

      | header | bytes at most | value |
      | --- | --- | --- |
      """;

  @Test
  void shouldBeCommittedAsGeneratedWhenCodesChange() throws IOException {
    GeneratedDoc.assertCommitted("failures.md", markdown(), FailuresDocTest.class);
  }

  @Test
  void shouldNameEveryFaultWhenGenerated() {
    assertThat(FailureCode.Fault.values())
        .allSatisfy(f -> assertThat(markdown()).contains("| `" + f.jsonName() + "` | "));
  }

  @Test
  void shouldAdviseInOneSentenceWhateverTheCode() {
    assertThat(FailureCode.values())
        .allSatisfy(c -> assertThat(c.advice()).matches("[A-Z][^|\n]{9,}[^.|\n]"));
  }

  private static String markdown() {
    String head =
        HEAD.formatted(
            GeneratedDoc.origin("FailureCode.java", FailuresDocTest.class),
            Topic.FAILURES.topicName());
    return Arrays.stream(FailureCode.values())
            .map(FailuresDocTest::row)
            .collect(Collectors.joining("", head, ""))
        + Arrays.stream(ErrorHeader.values())
            .map(FailuresDocTest::row)
            .collect(Collectors.joining("", HEADERS, ""));
  }

  private static String row(ErrorHeader header) {
    return "| `%s` | %d | %s |\n"
        .formatted(header.headerName(), header.maxBytes(), header.description());
  }

  private static String row(FailureCode code) {
    return "| `%s` | %s | %s | %s |\n"
        .formatted(
            code.name(), code.fault().jsonName(), code.isRetryable() ? "yes" : "no", code.advice());
  }
}
