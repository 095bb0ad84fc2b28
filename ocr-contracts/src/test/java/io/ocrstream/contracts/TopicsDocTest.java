/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Tests that {@code docs/topics.md} lists all topics and groups. */
class TopicsDocTest {
  private static final String HEAD =
      """
      # Topics and share groups

      %s

      `ocr topics create` creates these topics. `ocr topics check` checks them, and so does each role at
      its start.

      - **Record size.** `max.message.bytes` must be at least %d; topics are created with %d more for the
        batch. The limit of `ocr.documents` is %d.
      - **Compression.** Topics are compressed with zstd. `ocr.documents` is compressed with snappy,
        because any sender may write to it: a batch decompresses to at most 22 MiB, while a megabyte of
        gzip can become a gigabyte, and a megabyte of zstd thirty gigabytes.
      - **Partitions.** `entry` topics have `ocr.topics.entry-partitions` partitions. `work` topics all
        have `ocr.topics.work-partitions`, because the events of one key must reach the same partition as
        their completion. A `summary` topic has one partition.
      - **Cleanup.** A `summary` topic is compacted. The others have `cleanup.policy=delete`. The
        retention below is set at creation; later changes by an operator are kept.
      - **Timestamps.** Work topics keep the time at which work was sent
        (`message.timestamp.type=CreateTime`). Topics that the stream writes to must accept timestamps
        that differ from the broker's clock by ten minutes (`message.timestamp.before.max.ms`,
        `message.timestamp.after.max.ms`).

      If `ocr.kafka.topic-prefix` is set, these topics, the share groups and the application id
      `ocr-processor` begin with it: `staging.ocr.documents`, `staging.ocr-identify`. The consumer group,
      internal topics and transactional ids follow from the application id. Several installations can
      share a cluster in this way. Metrics, dashboards and alerts use the names without the prefix.

      | topic | kind | key | value | retention |
      | --- | --- | --- | --- | --- |
      """;

  private static final String GROUPS =
      """

      If `ocr.processor.cloud-event-source` is set, results and failures are CloudEvents 1.0 in binary
      content mode: the value does not change, and headers carry the attributes `ce_specversion`, `ce_id`,
      `ce_source` (the setting), `ce_type` (`io.ocrstream.result.v1` or `io.ocrstream.failure.v1`),
      `ce_time`, `ce_subject` (the document id without credentials) and `content-type`. `ce_id` is
      derived from the event's id and its outcome, so a repeated answer has the same id.

      If `ocr.processor.schema-registry` is set, the values of `ocr.results`, `ocr.failures`, `ocr.review`
      and `ocr.stats` are in Confluent's wire format: a zero byte and the id of the value's JSON Schema (4
      bytes, big-endian) before the JSON. A processor registers the schemas under `TOPIC-value` when it
      starts, and needs the registry only then. Values of `ocr.documents` may always have this header, and
      the intake ignores the id. The project's own readers accept values with and without it. Other
      consumers need a deserializer for JSON Schema, or skip five bytes.

      Workers take tasks through share groups (KIP-932). The number of workers does not depend on the
      number of partitions. `ocr topics create` sets these values on each group:
      `share.isolation.level=read_committed`, `share.auto.offset.reset=earliest`,
      `share.record.lock.duration.ms` from `ocr.topics.lock-duration`,
      `share.delivery.count.limit` from `ocr.topics.delivery-limit`, and, if
      `ocr.topics.worker-session-timeout` is set, `share.session.timeout.ms` and
      `share.heartbeat.interval.ms` from it.

      | share group | takes tasks from | completes to |
      | --- | --- | --- |
      """;

  @Test
  void shouldBeCommittedAsGeneratedWhenTopicsChange() throws IOException {
    GeneratedDoc.assertCommitted("topics.md", markdown(), TopicsDocTest.class);
  }

  @Test
  void shouldHaveARowForEveryTopicAndGroupWhenGenerated() {
    assertThat(Topic.values())
        .allSatisfy(t -> assertThat(markdown()).containsOnlyOnce("\n| `" + t.topicName() + "` |"));
    assertThat(ShareGroup.values())
        .allSatisfy(g -> assertThat(markdown()).containsOnlyOnce("\n| `" + g.groupId() + "` |"));
  }

  private static String markdown() {
    String head =
        HEAD.formatted(
            GeneratedDoc.origin("Topic.java and ShareGroup.java", TopicsDocTest.class),
            Topic.MAX_RECORD_BYTES,
            Topic.BATCH_OVERHEAD_BYTES,
            Topic.MAX_EVENT_RECORD_BYTES);
    String topics =
        Arrays.stream(Topic.values()).map(TopicsDocTest::row).collect(Collectors.joining());
    String groups =
        Arrays.stream(ShareGroup.values()).map(TopicsDocTest::row).collect(Collectors.joining());
    return head + topics + GROUPS + groups;
  }

  private static String row(Topic topic) {
    return "| `%s` | %s | %s | %d days |\n"
        .formatted(
            topic.topicName(),
            topic.kind().name().toLowerCase(Locale.ROOT),
            keyAndValue(topic),
            topic.retention().toDays());
  }

  /**
   * Returns a topic's key and value. There is no default, so a new topic does not compile without
   * one.
   */
  private static String keyAndValue(Topic topic) {
    return switch (topic) {
      case DOCUMENTS -> "any | upload event, S3 or MinIO notification, or CloudEvent";
      case RESULTS -> "document id | result";
      case FAILURES -> "document id | failure: one for each event without a result";
      case REVIEW ->
          "document id | a copy of each result that needs review; only if `ocr.topics.review` is"
              + " `true`";
      case DEAD_LETTERS ->
          "as received, or its origin if there was none | the bytes that are not an event, or their"
              + " beginning; origin and reason in headers";
      case IDENTIFY -> "location digest | task: determine the hash of the bytes at this location";
      case IDENTIFIED -> "location digest | completion of an identify task";
      case RECOGNISE -> "content key | task: read this document";
      case RECOGNISED ->
          "content key | completion of a recognise task; a cache can be warmed from it";
      case STATS ->
          "the minute, such as `2026-01-31T08:00:00Z` | statistics of the minute and in total";
    };
  }

  private static String row(ShareGroup group) {
    return "| `%s` | `%s` | `%s` |\n"
        .formatted(group.groupId(), group.tasks().topicName(), group.completions().topicName());
  }
}
