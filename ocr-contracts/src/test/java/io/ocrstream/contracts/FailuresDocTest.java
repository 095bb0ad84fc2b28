/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** {@code docs/failures.md}: as the codes are. */
class FailuresDocTest {
  private static final String HEAD =
      """
      # Failure codes

      %s

      An event that cannot be answered with a result is answered with a failure on `%s`. Its
      `code` is one of these and stable: consumers may switch on it. The `fault` says who can mend
      it; `retryable` says whether the very same event may succeed when it is published again, and
      the `message` what it was in this case, without any of the document's text.

      | fault | who can mend it |
      | --- | --- |
      | `document` | whoever made the document: another one would have been read |
      | `request` | the sender of the event: it asks for something that there is not |
      | `policy` | the operator of this installation: a limit or a rule of it |
      | `infrastructure` | time, or whoever keeps the system running |

      | code | fault | retryable | what to do |
      | --- | --- | --- | --- |
      """;

  private static final String HEADERS =
      """

      ## Headers

      Failures and dead letters say in headers where the record came from that led to them, and
      why: under the names of Kafka Streams and of Connect, and under our own where they have none.
      Values are text; longer ones are cut. No header holds a URI or text of a document.

      | header | bytes at most | value |
      | --- | --- | --- |
      """;

  @Test
  void shouldBeCommittedAsGeneratedWhenCodesChange() throws IOException {
    GeneratedDoc.assertCommitted("failures.md", markdown(), FailuresDocTest.class);
  }

  @Test
  void shouldNameEveryFaultWhenGenerated() {
    assertThat(Fault.values())
        .allSatisfy(f -> assertThat(markdown()).contains("| `" + f.jsonName() + "` | "));
  }

  @Test
  void shouldAdviseInOneSentenceWhateverTheCode() {
    assertThat(FailureCode.values())
        .allSatisfy(c -> assertThat(c.advice()).matches("[A-Z][^|\n]{9,}\\."));
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
