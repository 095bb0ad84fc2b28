/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.intake;

import static io.ocrstream.intake.Parsing.MAX_EVENTS;
import static io.ocrstream.intake.Parsing.MAX_EVENT_BYTES;
import static io.ocrstream.intake.Parsing.accepted;
import static io.ocrstream.intake.Parsing.assertRejected;
import static io.ocrstream.intake.Parsing.entries;
import static io.ocrstream.intake.Parsing.own;
import static io.ocrstream.intake.Parsing.parse;
import static io.ocrstream.intake.Parsing.refused;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ocrstream.contracts.FailureCode;
import io.ocrstream.contracts.OcrOptions;
import io.ocrstream.contracts.PageSelection;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests each limit at and one past its value, and bytes that are not JSON. */
class LimitsTest {
  @Test
  void shouldRejectWhenTheRecordIsLongerThanTheLimit() {
    String event = "{\"event_id\": \"e\", \"uri\": \"file:///a\"}";
    String padding = " ".repeat(MAX_EVENT_BYTES - event.length());

    assertThat(accepted(parse(event + padding)).eventId()).isEqualTo("e");
    assertRejected(parse(event + padding + " "), RejectReason.TOO_LARGE);
  }

  @ParameterizedTest
  @EnumSource(
      value = TextField.class,
      names = {"DOCUMENT_ID", "ETAG", "CONTENT_TYPE", "TAG", "TENANT"})
  void shouldRefuseWhenATextIsLongerThanItsLimit(TextField field) {
    String longest = "x".repeat(field.maxChars());

    accepted(parse(own("\"" + field.jsonName() + "\": \"" + longest + "\"")));
    Entry.Refused refused =
        refused(
            parse(own("\"" + field.jsonName() + "\": \"" + longest + "x\"")),
            FailureCode.INVALID_EVENT);
    assertThat(refused.problem().message()).isEqualTo(field.requirement());
  }

  @Test
  void shouldRefuseWhenTheUriIsLongerThanItsLimit() {
    String longest = "file:///" + "x".repeat(TextField.URI.maxChars() - "file:///".length());

    assertThat(accepted(parse("{\"event_id\": \"e\", \"uri\": \"" + longest + "\"}")).uri())
        .isEqualTo(longest);
    refused(
        parse("{\"event_id\": \"e\", \"uri\": \"" + longest + "x\"}"), FailureCode.INVALID_EVENT);
  }

  @Test
  void shouldRejectWhenTheIdIsLongerThanItsLimit() {
    String longest = "x".repeat(TextField.EVENT_ID.maxChars());

    accepted(parse("{\"event_id\": \"" + longest + "\", \"uri\": \"file:///a\"}"));
    assertRejected(
        parse("{\"event_id\": \"" + longest + "x\", \"uri\": \"file:///a\"}"),
        RejectReason.BAD_EVENT_ID);
  }

  @Test
  void shouldRejectWhenNestedDeeperThanTheLimit() {
    // One level is the event itself.
    int depth = JsonReader.MAX_DEPTH - 1;

    accepted(parse(own("\"other\": " + "[".repeat(depth) + "]".repeat(depth))));
    assertRejected(
        parse(own("\"other\": " + "[".repeat(depth + 1) + "]".repeat(depth + 1))),
        RejectReason.JSON_LIMIT);
    assertRejected(parse("[".repeat(60_000)), RejectReason.JSON_LIMIT);
  }

  @Test
  void shouldRejectWhenANumberOrANameIsLongerThanTheLimit() {
    String number = "9".repeat(JsonReader.MAX_NUMBER_CHARS);
    String name = "n".repeat(JsonReader.MAX_NAME_CHARS);

    accepted(parse(own("\"" + name + "\": " + number)));
    assertRejected(parse(own("\"" + name + "\": " + number + "9")), RejectReason.JSON_LIMIT);
    assertRejected(parse(own("\"" + name + "n\": " + number)), RejectReason.JSON_LIMIT);
  }

  @Test
  void shouldRejectWhenANotificationHoldsMoreRecordsThanTheLimit() {
    String record =
        """
        {"eventName": "ObjectCreated:Put",
         "s3": {"bucket": {"name": "bucket"}, "object": {"key": "key"}}}
        """;
    String longest = String.join(",", Collections.nCopies(MAX_EVENTS, record));

    assertThat(entries(parse("{\"Records\": [" + longest + "]}"))).hasSize(MAX_EVENTS);
    assertRejected(
        parse("{\"Records\": [" + longest + "," + record + "]}"), RejectReason.TOO_MANY_RECORDS);
  }

  @Test
  void shouldRejectWhenWrappedMoreOftenThanTheLimit() {
    String event = "{\"event_id\": \"e\", \"uri\": \"file:///a\"}";

    assertThat(accepted(parse(wrapped(event, RecordParser.MAX_ENVELOPES))).eventId())
        .isEqualTo("e");
    assertRejected(
        parse(wrapped(event, RecordParser.MAX_ENVELOPES + 1)), RejectReason.TOO_MANY_ENVELOPES);
  }

  private static String wrapped(String event, int times) {
    String wrapped = event;
    for (int i = 0; i < times; i++) {
      wrapped =
          """
          {"specversion": "1.0", "id": "1", "source": "s", "type": "t", "data": %s}
          """
              .formatted(wrapped);
    }
    return wrapped;
  }

  @Test
  void shouldRefuseWhenMoreLanguagesAreNamedThanTheLimit() {
    String longest = String.join("+", Collections.nCopies(OcrOptions.MAX_LANGUAGES, "por"));

    accepted(parse(own("\"options\": {\"languages\": \"" + longest + "\"}")));
    refused(
        parse(own("\"options\": {\"languages\": \"" + longest + "+por\"}")),
        FailureCode.UNSUPPORTED_OPTION);
  }

  @ParameterizedTest
  @CsvSource({"1, false", "2, true", "32, true", "33, false"})
  void shouldRefuseWhenALanguagesNameIsOutsideItsLimits(int chars, boolean isTaken) {
    Intake intake = parse(own("\"options\": {\"languages\": \"" + "x".repeat(chars) + "\"}"));

    assertThat(entries(intake).get(0) instanceof Entry.Accepted).isEqualTo(isTaken);
  }

  @Test
  void shouldRefuseWhenMoreRangesOfPagesAreNamedThanTheLimit() {
    String longest = String.join(",", Collections.nCopies(PageSelection.MAX_RANGES, "1"));

    accepted(parse(own("\"options\": {\"pages\": \"" + longest + "\"}")));
    refused(
        parse(own("\"options\": {\"pages\": \"" + longest + ",1\"}")),
        FailureCode.UNSUPPORTED_OPTION);
  }

  @Test
  void shouldRefuseWhenAnObjectsKeyIsLongerThanTheLimit() {
    String record =
        """
        {"eventName": "ObjectCreated:Put",
         "s3": {"bucket": {"name": "bucket"}, "object": {"key": "%s"}}}
        """;
    // Two bytes each.
    String longest = "é".repeat(ObjectKey.MAX_BYTES / 2);

    accepted(parse(record.formatted(longest)));
    refused(parse(record.formatted(longest + "e")), FailureCode.INVALID_EVENT);
  }

  @Test
  void shouldRefuseWhenAVersionIsLongerThanTheLimit() {
    String record =
        """
        {"eventName": "ObjectCreated:Put",
         "s3": {"bucket": {"name": "bucket"}, "object": {"key": "key", "versionId": "%s"}}}
        """;
    String longest = "v".repeat(S3Object.MAX_VERSION_CHARS);

    assertThat(accepted(parse(record.formatted(longest))).uri()).endsWith("=" + longest);
    refused(parse(record.formatted(longest + "v")), FailureCode.INVALID_EVENT);
  }

  @Test
  void shouldRejectWhenThereIsNoValue() {
    assertRejected(Parsing.PARSER.parse(null, RecordHeaders.NONE), RejectReason.EMPTY);
    assertRejected(parse(""), RejectReason.EMPTY);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        " ",
        "{",
        "{}{}",
        "{} x",
        "{'a': 1}",
        "{\"a\": NaN}",
        "{\"a\": 01}",
        "\u0000",
        "x"
      })
  void shouldRejectWhenItIsNotOneJsonText(String text) {
    assertRejected(parse(text), RejectReason.NOT_JSON);
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "[{\"event_id\": \"e\"}]", "null", "5", "\"text\"", "true"})
  void shouldRejectWhenTheJsonIsNoObject(String text) {
    assertRejected(parse(text), RejectReason.NOT_AN_OBJECT);
  }

  @Test
  void shouldRejectWhenAFieldIsNamedTwice() {
    assertRejected(parse(own("\"event_id\": \"e-2\"")), RejectReason.DUPLICATE_FIELD);
    assertRejected(parse(own("\"x\": {\"y\": 1, \"y\": 1}")), RejectReason.DUPLICATE_FIELD);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\u00ff", "\u00c0\u0080", "\u00ed\u00a0\u0080", "\u00e2\u0082"})
  void shouldRejectWhenTheBytesAreNotUtf8(String bytes) {
    byte[] value = own("\"tag\": \"" + bytes + "\"").getBytes(ISO_8859_1);

    assertRejected(Parsing.PARSER.parse(value, RecordHeaders.NONE), RejectReason.NOT_UTF8);
  }

  @Test
  void shouldThrowWhenALimitIsBelowOne() {
    assertThatThrownBy(() -> new EventParser(0, 1, List.of())).hasMessageContaining("0 bytes");
    assertThatThrownBy(() -> new EventParser(1, 0, List.of())).hasMessageContaining("0 events");
  }
}
