/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** {@code docs/topics.md}: as the topics and groups are. */
class TopicsDocTest {
  private static final String HEAD =
      """
      # Topics and share groups

      %s

      Made by `ocr topics create`, checked by `ocr topics check` and at every start. Each takes
      records of up to %d bytes (`max.message.bytes` at least that; made with %d more for the
      batch) and is compressed with zstd; but `ocr.documents` takes records of %d bytes, not larger,
      and is compressed with snappy: what anyone may write unpacks to 22 MiB at most there, while a
      megabyte of gzip can be a gigabyte, and one of zstd thirty. `entry` topics have `ocr.topics.entry-partitions`
      partitions; `work` topics have `ocr.topics.work-partitions`, all of them the same number,
      because the events of one key must meet their completion in one partition. A `summary` topic
      has one partition and is compacted; the others have `cleanup.policy=delete`. Work topics keep
      the time at which work was sent (`message.timestamp.type=CreateTime`), and no topic that the
      stream writes to may refuse times ten minutes from the broker's
      (`message.timestamp.before.max.ms`, `message.timestamp.after.max.ms`). Retention is what a topic is made with; what an operator
      changes later is left alone.

      All names here, those of the share groups, and the application id `ocr-processor` (with the
      consumer group, internal topics and transactional ids that follow from it) begin with
      `ocr.kafka.topic-prefix` where it is set: `staging.ocr.documents`, `staging.ocr-identify`.
      So several installations share a cluster. Metrics, dashboards and alerts name topics without
      the prefix.

      | topic | kind | key | value | retention |
      | --- | --- | --- | --- | --- |
      """;

  private static final String GROUPS =
      """

      Tasks are taken by share groups (KIP-932): any number of workers, whatever the number of
      partitions. `ocr topics create` sets `share.isolation.level=read_committed`,
      `share.auto.offset.reset=earliest`, `share.record.lock.duration.ms` from
      `ocr.topics.lock-duration` and `share.delivery.count.limit` from
      `ocr.topics.delivery-limit` on each.

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

  /** No default: a new topic does not compile before it is described. */
  private static String keyAndValue(Topic topic) {
    return switch (topic) {
      case DOCUMENTS -> "any | upload event, S3 or MinIO notification, or CloudEvent";
      case RESULTS -> "document id | result";
      case FAILURES -> "document id | failure: one for each event without a result";
      case DEAD_LETTERS ->
          "as received, its origin where there was none | the bytes that were no event, or their"
              + " beginning; origin and reason in headers";
      case IDENTIFY -> "location digest | task: which bytes stand there?";
      case IDENTIFIED -> "location digest | completion of an identify task";
      case RECOGNISE -> "content key | task: read this document";
      case RECOGNISED ->
          "content key | completion of a recognise task; a cache can be warmed from it";
      case STATS ->
          "the minute, such as `2026-01-31T08:00:00Z` | statistics of the minute, and in all";
    };
  }

  private static String row(ShareGroup group) {
    return "| `%s` | `%s` | `%s` |\n"
        .formatted(group.groupId(), group.tasks().topicName(), group.completions().topicName());
  }
}
