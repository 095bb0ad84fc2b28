/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.topology.records;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.ocrstream.contracts.Topic;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.errors.InvalidTimestampException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.streams.errors.ProductionExceptionHandler.Result;
import org.junit.jupiter.api.Test;

class RefusedRecordsTest {
  private final RefusedRecords refused = new RefusedRecords();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

  @Test
  void shouldRememberTheLastOnesAndForgetTheOldest() {
    for (int i = 0; i < RefusedRecords.MAX_REMEMBERED; i++) {
      refused.add(Topic.RESULTS, "event " + i, "reason");
    }
    assertThat(refused.reason(Topic.RESULTS, "event 0")).contains("reason");
    assertThat(refused.reason(Topic.FAILURES, "event 0")).isEmpty();

    refused.add(Topic.RESULTS, "one more", "reason");

    assertThat(refused.reason(Topic.RESULTS, "event 0")).isEmpty();
    assertThat(refused.reason(Topic.RESULTS, "one more")).isPresent();
  }

  @Test
  void shouldTellOfEachThatWasLearnedOnce() {
    refused.add(Topic.RESULTS, "a", "reason");
    refused.add(Topic.RESULTS, "b", "reason");

    assertThat(refused.hasLearned()).isTrue();
    assertThat(refused.hasLearned()).isTrue();
    assertThat(refused.hasLearned()).isFalse();
  }

  @Test
  void shouldGoOnWithoutADeadLetterThatIsRefusedForWhatItIs() {
    for (Exception reason : new Exception[] {new RecordTooLargeException(), invalid()}) {
      assertThat(handled("at_least_once", "ocr.dead-letters", reason)).isEqualTo(Result.RESUME);
    }
    assertThat(meters.get("ocr.records.refused").tag("topic", "ocr.dead-letters").counter().count())
        .isEqualTo(2);
  }

  @Test
  void shouldRememberTheEventWhoseCopyForReviewIsTooLarge() {
    String result =
        """
        {"event_id":"e","document_id":"d","uri":"file:///a","content_hash":"sha256:%s",\
        "source":"ocr","timings":{"published_at":1,"received_at":2,"answered_at":3},"result":{}}"""
            .formatted("0123456789abcdef".repeat(4));
    RefusalHandler handler = handler("exactly_once_v2");
    assertThat(
            handler
                .decide(
                    new ProducerRecord<>("ocr.review", result.getBytes(UTF_8)),
                    new RecordTooLargeException())
                .result())
        .isEqualTo(Result.RESUME);
    assertThat(refused.reason(Topic.REVIEW, "e")).isPresent();
    assertThat(refused.reason(Topic.RESULTS, "e")).isEmpty();
  }

  @Test
  void shouldTryAgainInAnOutageAndEndTheThreadOverAnythingElse() {
    assertThat(handled("at_least_once", "ocr.dead-letters", new TimeoutException("slow")))
        .isEqualTo(Result.RETRY);
    assertThat(handled("at_least_once", "ocr.results", new InvalidTimestampException("ahead")))
        .isEqualTo(Result.FAIL);
    assertThat(handled("at_least_once", "ocr.failures", new RecordTooLargeException()))
        .isEqualTo(Result.FAIL);
    assertThat(refused.hasLearned()).isFalse();
  }

  /** Records that an aborted transaction takes with it were not refused themselves. */
  @Test
  void shouldRememberTheFirstOnlyWhenATransactionEnds() {
    RefusalHandler handler = handler("exactly_once_v2");
    for (int i = 0; i < 3; i++) {
      assertThat(handled(handler, "ocr.dead-letters", new RecordTooLargeException()))
          .isEqualTo(Result.RESUME);
    }
    assertThat(refused.hasLearned()).isTrue();
    assertThat(refused.hasLearned()).isFalse();
  }

  @Test
  void shouldTakeTheWallClockWhereARecordHasNoTime() {
    RecordTimes times = new RecordTimes();
    long before = System.currentTimeMillis();

    assertThat(times.extract(record(-1), 5)).isBetween(before, System.currentTimeMillis());
    assertThat(times.extract(record(0), 5)).isZero();
    assertThat(times.extract(record(7), 5)).isEqualTo(7);
  }

  private static ConsumerRecord<Object, Object> record(long timestamp) {
    return new ConsumerRecord<>("ocr.documents", 0, 0L, "key", "value") {
      @Override
      public long timestamp() {
        return timestamp;
      }
    };
  }

  private static InvalidRecordException invalid() {
    return new InvalidRecordException("a compacted topic takes none without key");
  }

  private Result handled(String guarantee, String topic, Exception exception) {
    return handled(handler(guarantee), topic, exception);
  }

  private static Result handled(RefusalHandler handler, String topic, Exception exception) {
    return handler.decide(new ProducerRecord<>(topic, "value".getBytes(UTF_8)), exception).result();
  }

  private RefusalHandler handler(String guarantee) {
    RefusalHandler handler = new RefusalHandler();
    handler.configure(
        Map.of(
            "processing.guarantee",
            guarantee,
            RefusalHandler.REFUSED,
            refused,
            RefusalHandler.METRICS,
            new TopologyMetrics(meters)));
    return handler;
  }
}
