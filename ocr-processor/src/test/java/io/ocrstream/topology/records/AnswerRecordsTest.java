/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.topology.records;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.ocrstream.contracts.ContentHash;
import io.ocrstream.contracts.Failure;
import io.ocrstream.contracts.FailureCode;
import io.ocrstream.contracts.Json;
import io.ocrstream.contracts.KafkaNames;
import io.ocrstream.contracts.OcrOptions;
import io.ocrstream.contracts.Problem;
import io.ocrstream.contracts.RawJson;
import io.ocrstream.contracts.Result;
import io.ocrstream.contracts.Source;
import io.ocrstream.contracts.Topic;
import io.ocrstream.contracts.UploadEvent;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.streams.processor.api.Record;
import org.junit.jupiter.api.Test;

class AnswerRecordsTest {
  private static final int LIMIT = Topic.MAX_RECORD_BYTES - Topic.BATCH_OVERHEAD_BYTES;
  private static final ContentHash HASH = new ContentHash("0123456789abcdef".repeat(4));
  private static final long NOW = 1_000;
  private static final PendingEvent WAITING =
      new PendingEvent(
          new UploadEvent(
              "e", "dócument", "file:///a", null, null, null, null, null, "tag", null, null),
          OcrOptions.text(List.of("eng")),
          "0123456789abcdef",
          null,
          500,
          700,
          4,
          77,
          null,
          null);

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final RefusedRecords refused = new RefusedRecords();
  private final AnswerRecords answers =
      new AnswerRecords(
          new TopologyMetrics(meters),
          KafkaNames.PLAIN,
          "recognise",
          refused,
          new ReviewPolicy(0.8, 0.15, 0.3, true));

  @Test
  void shouldCarryThePayloadToTheByteWhenItFits() {
    RawJson payload = payload(20);

    Record<byte[], RoutedRecord> record = result(payload);

    assertThat(record.value().route()).isEqualTo(Route.RESULT);
    assertThat(record.key()).asString(UTF_8).isEqualTo("dócument");
    assertThat(record.timestamp()).isEqualTo(NOW);
    Result result = Json.readOwn(record.value().value(), Result.class);
    assertThat(result.result()).isEqualTo(payload);
    assertThat(result.timings().receivedAt()).isEqualTo(700);
    assertThat(result.timings().answeredAt()).isEqualTo(NOW);
    assertThat(meters.get("ocr.answers").tag("source", "ocr").timer().count()).isEqualTo(1);
  }

  @Test
  void shouldFailWhenTheResultIsOneByteTooLarge() {
    int rest = result(payload(20)).value().value().length - 20;

    Record<byte[], RoutedRecord> largest = result(payload(LIMIT - rest));
    assertThat(largest.value().route()).isEqualTo(Route.RESULT);
    assertThat(largest.value().value()).hasSize(LIMIT);

    Record<byte[], RoutedRecord> larger = result(payload(LIMIT - rest + 1));
    assertThat(larger.value().route()).isEqualTo(Route.FAILURE);
    Failure failure = Json.readOwn(larger.value().value(), Failure.class);
    assertThat(failure.code()).isEqualTo(FailureCode.RESULT_TOO_LARGE);
    assertThat(failure.message()).contains(Integer.toString(LIMIT + 1));
    assertThat(failure.contentHash()).isEqualTo(HASH);
    assertThat(failure.eventId()).isEqualTo("e");
    assertThat(meters.get("ocr.failures").tag("code", "RESULT_TOO_LARGE").counter().count())
        .isEqualTo(1);
  }

  @Test
  void shouldFailWhenBrokersHaveRefusedTheResult() {
    refused.add(Topic.RESULTS, "another", "RecordTooLargeException");
    assertThat(result(payload(20)).value().route()).isEqualTo(Route.RESULT);

    refused.add(Topic.RESULTS, "e", "RecordTooLargeException");

    Record<byte[], RoutedRecord> record = result(payload(20));
    assertThat(record.value().route()).isEqualTo(Route.FAILURE);
    Failure failure = Json.readOwn(record.value().value(), Failure.class);
    assertThat(failure.code()).isEqualTo(FailureCode.RESULT_TOO_LARGE);
    assertThat(failure.message()).endsWith("RecordTooLargeException");
  }

  @Test
  void shouldCarryTheEventsIdentityWhenItFailed() {
    Problem problem = new Problem(FailureCode.FETCH_FAILED, "The store is down.", 3);

    Record<byte[], RoutedRecord> record = answers.failure(WAITING, null, problem, NOW);

    assertThat(record.key()).asString(UTF_8).isEqualTo("dócument");
    assertThat(record.value().route()).isEqualTo(Route.FAILURE);
    assertThat(Json.readOwn(record.value().value(), Failure.class))
        .isEqualTo(Failure.of(WAITING.event(), null, problem, NOW));
    Map<String, String> headers = new TreeMap<>();
    record.headers().forEach(h -> headers.put(h.key(), new String(h.value(), UTF_8)));
    assertThat(headers)
        .containsEntry("__streams.errors.topic", "ocr.documents")
        .containsEntry("__streams.errors.partition", "4")
        .containsEntry("__streams.errors.offset", "77")
        .containsEntry("__streams.errors.exception", "FETCH_FAILED")
        .containsEntry("__streams.errors.message", "The store is down.")
        .containsEntry("__connect.errors.topic", "ocr.documents")
        .containsEntry("__connect.errors.partition", "4")
        .containsEntry("__connect.errors.offset", "77")
        .containsEntry("__connect.errors.stage", "recognise")
        .containsEntry("__connect.errors.exception.class.name", "FETCH_FAILED")
        .containsEntry("__connect.errors.exception.message", "The store is down.")
        .containsEntry("ocr.timestamp", "500")
        .containsEntry("ocr.reason", "FETCH_FAILED")
        .containsEntry("ocr.attempt", "3")
        .hasSize(14);
  }

  private Record<byte[], RoutedRecord> result(RawJson payload) {
    return answers.result(WAITING, HASH, Source.OCR, payload, new AnswerRecords.Spent(1L, 2L), NOW);
  }

  /** Returns JSON of {@code size} bytes. */
  private static RawJson payload(int size) {
    return RawJson.of("{\"text\":\"%s\"}".formatted("x".repeat(size - 11)).getBytes(UTF_8));
  }
}
