/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.topology;

import static io.ocrstream.topology.TopologyBench.key;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.ocrstream.contracts.ContentKey;
import io.ocrstream.contracts.KafkaNames;
import io.ocrstream.contracts.RawJson;
import io.ocrstream.contracts.RecogniseTask;
import io.ocrstream.contracts.Recognised;
import io.ocrstream.contracts.Result;
import io.ocrstream.contracts.Result.Review;
import io.ocrstream.contracts.Topic;
import io.ocrstream.topology.intake.TenantPolicy;
import java.nio.file.Path;
import java.util.List;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Copies of results that a person should check. */
class ReviewTopicTest {
  private static final ContentKey KEY = key("page");

  @TempDir private Path folder = Path.of("unset");

  @Test
  void shouldCopyEachResultThatNeedsReviewAndNoOther() {
    try (TopologyBench bench = new TopologyBench(folder)) {
      bench.cache.put(KEY, payload(TopologyBench.MIN_CONFIDENCE)).join();
      bench.publish(hashed("sure", KEY));
      assertThat(bench.results()).extracting(Result::needsReview).containsOnlyNulls();

      ContentKey other = key("other page");
      bench.publish(hashed("first", other));
      bench.publish(hashed("second", other));
      RecogniseTask task = bench.take(Topic.RECOGNISE, RecogniseTask.class).get(0);
      bench.complete(
          Topic.RECOGNISED,
          other.toString(),
          new Recognised.Read(task.sentAt(), payload(0.5), false, 5L, 7L));
      bench.publish(hashed("third", other));

      List<TestRecord<byte[], byte[]>> answers = bench.take(Topic.RESULTS);
      List<TestRecord<byte[], byte[]>> copies = bench.take(Topic.REVIEW);
      assertThat(copies).hasSize(3).isEqualTo(answers);
      Review review = requireNonNull(TopologyBench.result(copies.get(2)).needsReview());
      assertThat(review.reasons()).containsExactly(Review.Reason.LOW_CONFIDENCE);
      assertThat(review.pages())
          .containsExactly(new Review.PageReview(1, List.of(Review.Reason.LOW_CONFIDENCE)));
    }
  }

  @Test
  void shouldKeepTheShapeOfTheRestWhenTheTopicIsNotUsed() {
    try (TopologyBench with = new TopologyBench(folder.resolve("with"));
        TopologyBench without =
            new TopologyBench(
                folder.resolve("without"), TenantPolicy.UNKNOWN, KafkaNames.PLAIN, false)) {
      String less = without.topology.describe().toString();
      assertThat(less).doesNotContain("review");
      List<String> more =
          with.topology
              .describe()
              .toString()
              .lines()
              .filter(line -> line.contains("review"))
              .toList();
      assertThat(more).anyMatch(line -> line.contains("Sink: recognise-to-ocr.review"));
      assertThat(without.topology.describe().subtopologies())
          .hasSameSizeAs(with.topology.describe().subtopologies());
      without.cache.put(KEY, payload(0.5)).join();
      without.publish(hashed("e", KEY));
      assertThat(without.results().get(0).needsReview()).isNotNull();
    }
  }

  private static String hashed(String id, ContentKey key) {
    return """
        {"event_id":"%s","uri":"https://host/a.png","content_hash":"%s"}"""
        .formatted(id, key.hash());
  }

  private static RawJson payload(double confidence) {
    String json =
        """
        {"text":"text","confidence":0.9,"process_time":1,"word_count":1,"timestamp":7,\
        "status":"complete","worst":{"confidence":%1$s,"unreadable":false},"engine":{},\
        "pages":[{"number":1,"status":"read","confidence":%1$s,"text":"text"}]}""";
    return RawJson.of(json.formatted(confidence).getBytes(UTF_8));
  }
}
