/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.topology.records;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.ocrstream.contracts.Failure;
import io.ocrstream.contracts.FailureCode;
import io.ocrstream.contracts.Json;
import io.ocrstream.contracts.KafkaNames;
import io.ocrstream.contracts.Problem;
import io.ocrstream.contracts.UploadEvent;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

class CloudEventInterceptorTest {
  private static final String URI = "s3://bucket/a.png";

  private final CloudEventInterceptor interceptor = new CloudEventInterceptor();

  CloudEventInterceptorTest() {
    interceptor.configure(
        Map.of(
            CloudEventInterceptor.SOURCE,
            "/ocr/test",
            CloudEventInterceptor.NAMES,
            new KafkaNames("staging.")));
  }

  @Test
  void shouldAddTheAttributesThatAsyncApiLists() throws IOException {
    Map<String, String> headers = headers("staging.ocr.failures", failure("e", "d", "CORRUPT"));

    assertThat(headers)
        .containsEntry("ce_specversion", "1.0")
        .containsEntry("ce_source", "/ocr/test")
        .containsEntry("ce_type", "io.ocrstream.failure.v1")
        .containsEntry("ce_time", "1970-01-01T00:00:01.500Z")
        .containsEntry("ce_subject", "d")
        .containsEntry("content-type", "application/json");
    try (InputStream file = CloudEventInterceptor.class.getResourceAsStream("/asyncapi.json")) {
      String document = new String(Objects.requireNonNull(file).readAllBytes(), UTF_8);
      assertThat(headers.keySet()).allSatisfy(name -> assertThat(document).contains('"' + name));
    }
  }

  @Test
  void shouldGiveARepeatTheSameIdAndAnotherOutcomeAnother() {
    String first = id("staging.ocr.failures", failure("e", "d", "CORRUPT"));

    assertThat(first).hasSize(64);
    assertThat(id("staging.ocr.failures", failure("e", "d", "CORRUPT"))).isEqualTo(first);
    assertThat(id("staging.ocr.failures", failure("e", "d", "EMPTY"))).isNotEqualTo(first);
    assertThat(id("staging.ocr.failures", failure("f", "d", "CORRUPT"))).isNotEqualTo(first);
    assertThat(id("staging.ocr.results", "{\"event_id\":\"e\"}".getBytes(UTF_8)))
        .isNotEqualTo(first);
  }

  @Test
  void shouldLeaveOtherTopicsAndRetriedRecordsAsTheyAre() {
    assertThat(headers("staging.ocr.recognise", new byte[] {1})).isEmpty();
    ProducerRecord<byte[], byte[]> record =
        interceptor.onSend(record("staging.ocr.failures", failure("e", "d", "EMPTY")));
    int once = record.headers().toArray().length;
    assertThat(interceptor.onSend(record).headers().toArray()).hasSize(once);
  }

  @Test
  void shouldShowNoCredentialsAndNoEndlessSubject() {
    String signed = "https://user:pw@host/a?X-Amz-Signature=1";
    assertThat(headers("staging.ocr.failures", failure("e", signed, "EMPTY")))
        .containsEntry("ce_subject", "https://host/a");
    String longest = "d".repeat(CloudEventInterceptor.MAX_SUBJECT_CHARS);
    assertThat(headers("staging.ocr.failures", failure("e", longest, "EMPTY")))
        .containsEntry("ce_subject", longest);
    assertThat(headers("staging.ocr.failures", failure("e", longest + "d", "EMPTY")))
        .doesNotContainKey("ce_subject");
  }

  private String id(String topic, byte[] value) {
    return Objects.requireNonNull(headers(topic, value).get("ce_id"));
  }

  private Map<String, String> headers(String topic, byte[] value) {
    Map<String, String> headers = new TreeMap<>();
    interceptor
        .onSend(record(topic, value))
        .headers()
        .forEach(header -> headers.put(header.key(), new String(header.value(), UTF_8)));
    return headers;
  }

  private static ProducerRecord<byte[], byte[]> record(String topic, byte[] value) {
    return new ProducerRecord<>(topic, null, 1_500L, new byte[0], value);
  }

  private static byte[] failure(String eventId, String documentId, String code) {
    UploadEvent event = UploadEvent.of(eventId, documentId, URI);
    return Json.write(
        Failure.of(event, null, Problem.of(FailureCode.valueOf(code), "message"), 1_500));
  }
}
