/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.topology.records;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.ocrstream.contracts.ErrorHeader;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.errors.internals.ExceptionHandlerUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ErrorHeadersTest {
  @Test
  void shouldBeNamedAsKafkaStreamsNamesThem() {
    assertThat(ErrorHeader.STREAMS_TOPIC.headerName())
        .isEqualTo(ExceptionHandlerUtils.HEADER_ERRORS_TOPIC_NAME);
    assertThat(ErrorHeader.STREAMS_PARTITION.headerName())
        .isEqualTo(ExceptionHandlerUtils.HEADER_ERRORS_PARTITION_NAME);
    assertThat(ErrorHeader.STREAMS_OFFSET.headerName())
        .isEqualTo(ExceptionHandlerUtils.HEADER_ERRORS_OFFSET_NAME);
    assertThat(ErrorHeader.STREAMS_EXCEPTION.headerName())
        .isEqualTo(ExceptionHandlerUtils.HEADER_ERRORS_EXCEPTION_NAME);
    assertThat(ErrorHeader.STREAMS_MESSAGE.headerName())
        .isEqualTo(ExceptionHandlerUtils.HEADER_ERRORS_EXCEPTION_MESSAGE_NAME);
  }

  @ParameterizedTest
  @CsvSource({"1023, 1023", "1024, 1024", "1025, 1024"})
  void shouldCutAMessageAtItsLimit(int length, int expected) {
    assertThat(message("x".repeat(length))).hasSize(expected);
  }

  @Test
  void shouldNotCutACharacterInTwo() {
    String message = message("x".repeat(1023) + "é");
    assertThat(message).isEqualTo("x".repeat(1023));
    assertThat(message("x".repeat(1022) + "é")).endsWith("é");
  }

  @Test
  void shouldLeaveOutAnOriginThatIsNotKnown() {
    assertThat(new ErrorHeaders().from("ocr.documents", -1, -1).all()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"11, 1", "12, 0"})
  void shouldTakeOverACountOfReplaysUpToItsLimit(int length, int expected) {
    RecordHeaders origin = new RecordHeaders();
    origin.add(ErrorHeader.REPLAYS.headerName(), new byte[length]);
    origin.add("other", new byte[1]);
    assertThat(new ErrorHeaders().replayedAs(origin).all()).hasSize(expected);
  }

  private static String message(String message) {
    Header header =
        new ErrorHeaders()
            .because("intake", "CODE", message)
            .all()
            .lastHeader(ErrorHeader.STREAMS_MESSAGE.headerName());
    return new String(header.value(), UTF_8);
  }
}
