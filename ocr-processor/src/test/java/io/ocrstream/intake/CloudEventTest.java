/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.intake;

import static io.ocrstream.intake.Parsing.accepted;
import static io.ocrstream.intake.Parsing.assertRejected;
import static io.ocrstream.intake.Parsing.parse;
import static io.ocrstream.intake.Parsing.refused;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.ocrstream.contracts.FailureCode;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests CloudEvents 1.0 in both modes of the Kafka binding. */
class CloudEventTest {
  private static final String DATA = "{\"uri\": \"s3://bucket/key\", \"tag\": \"t\"}";
  private static final String S3_RECORD =
      """
      {"eventName": "ObjectCreated:Put",
       "s3": {"bucket": {"name": "bucket"}, "object": {"key": "a+b", "sequencer": "1"}}}
      """;

  private static String structured(String fields) {
    return """
        {"specversion": "1.0", "id": "42", "source": "/uploads", "type": "document.uploaded", %s}
        """
        .formatted(fields);
  }

  private static Map<String, String> headers() {
    Map<String, String> headers = new HashMap<>();
    headers.put("ce_specversion", "1.0");
    headers.put("ce_id", "42");
    headers.put("ce_source", "/uploads");
    headers.put("ce_type", "document.uploaded");
    return headers;
  }

  @Test
  void shouldNameTheEventBySourceAndIdWhenItsDataHaveNoId() {
    assertThat(accepted(parse(structured("\"data\": " + DATA))).eventId()).isEqualTo("/uploads#42");
    assertThat(accepted(parse(headers(), DATA)).eventId()).isEqualTo("/uploads#42");
  }

  @Test
  void shouldKeepTheIdWhenTheDataHaveOne() {
    String data = DATA.replace("{\"uri\"", "{\"event_id\": \"own\", \"uri\"");

    assertThat(accepted(parse(structured("\"data\": " + data))).eventId()).isEqualTo("own");
    assertThat(accepted(parse(headers(), data)).eventId()).isEqualTo("own");
  }

  @Test
  void shouldAnswerToTheEnvelopeWhenTheIdInsideIsNotReadable() {
    String data = DATA.replace("{\"uri\"", "{\"event_id\": 5, \"uri\"");

    assertThat(refused(parse(structured("\"data\": " + data)), FailureCode.INVALID_EVENT).eventId())
        .isEqualTo("/uploads#42");
  }

  @Test
  void shouldReadTheDataWhenTheyAreBase64() {
    String base64 = Base64.getEncoder().encodeToString(DATA.getBytes(UTF_8));

    assertThat(accepted(parse(structured("\"data_base64\": \"" + base64 + "\""))).tag())
        .isEqualTo("t");
    assertRejected(parse(structured("\"data_base64\": \"%%%\"")), RejectReason.BAD_CLOUD_EVENT);
    assertRejected(parse(structured("\"data_base64\": \"e3t7\"")), RejectReason.NOT_JSON);
  }

  @Test
  void shouldReadTheNotificationWhenTheDataAreOneOfS3() {
    String id = accepted(parse(S3_RECORD)).eventId();

    assertThat(accepted(parse(structured("\"data\": " + S3_RECORD))).eventId()).isEqualTo(id);
    assertThat(accepted(parse(headers(), "{\"Records\": [" + S3_RECORD + "]}")).eventId())
        .isEqualTo(id);
  }

  @Test
  void shouldReadTheValueWhenTheHeadersSayThatItIsStructured() {
    Map<String, String> headers = headers();
    headers.put("content-type", "application/cloudevents+json; charset=UTF-8");
    headers.put("ce_id", "not this one");

    assertThat(accepted(parse(headers, structured("\"data\": " + DATA))).eventId())
        .isEqualTo("/uploads#42");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ce_id", "ce_source", "ce_type"})
  void shouldRejectWhenAnAttributeIsMissing(String name) {
    Map<String, String> headers = headers();
    headers.remove(name);

    assertRejected(parse(headers, DATA), RejectReason.BAD_CLOUD_EVENT);
    assertRejected(
        parse(structured("\"data\": " + DATA).replace("\"" + name.substring(3) + "\"", "\"x\"")),
        RejectReason.BAD_CLOUD_EVENT);
  }

  @Test
  void shouldRejectWhenAnAttributeIsNotValid() {
    Map<String, String> headers = headers();
    headers.put("ce_specversion", "0.3");

    assertRejected(parse(headers, DATA), RejectReason.BAD_CLOUD_EVENT);
    assertRejected(
        Parsing.PARSER.parse(
            DATA.getBytes(UTF_8), name -> name.equals("ce_id") ? new byte[] {-1} : new byte[] {49}),
        RejectReason.BAD_CLOUD_EVENT);
    assertRejected(
        parse(structured("\"data\": {}, \"data_base64\": \"e30=\"")), RejectReason.BAD_CLOUD_EVENT);
  }

  @Test
  void shouldRejectWhenSourceAndIdAreLongerThanAnEventIdMayBe() {
    Map<String, String> headers = headers();
    int room = TextField.EVENT_ID.maxChars() - "/uploads#".length();
    headers.put("ce_id", "x".repeat(room));
    assertThat(accepted(parse(headers, DATA)).eventId()).hasSize(TextField.EVENT_ID.maxChars());

    headers.put("ce_id", "x".repeat(room + 1));
    assertRejected(parse(headers, DATA), RejectReason.BAD_CLOUD_EVENT);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"data\": {}",
        "\"data\": \"text\"",
        "\"other\": 1",
        "\"datacontenttype\": \"application/xml\", \"data\": {\"uri\": \"file:///a\"}",
      })
  void shouldRejectWhenTheDataAreNoEvent(String fields) {
    assertRejected(parse(structured(fields)), RejectReason.UNKNOWN_FORM);
  }

  @Test
  void shouldRejectWhenTheHeadersSayThatTheValueIsNotJson() {
    Map<String, String> headers = headers();
    headers.put("content-type", "text/plain");

    assertRejected(parse(headers, DATA), RejectReason.UNKNOWN_FORM);
  }
}
