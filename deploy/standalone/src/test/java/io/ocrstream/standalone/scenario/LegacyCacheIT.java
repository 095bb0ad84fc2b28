/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.standalone.scenario;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.RedisURI;
import io.lettuce.core.SetArgs;
import io.ocrstream.cache.RedisFixture;
import io.ocrstream.contracts.Json;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One Redis for the earlier service and this one. */
class LegacyCacheIT {
  /** As {@code json.dumps} of the earlier service writes it. */
  private static final String OLD =
      "{\"text\": \"read by the earlier service\", \"confidence\": 0.91, \"process_time\": 2.4134,"
          + " \"word_count\": 5, \"timestamp\": 1700000000.1234567}";

  @TempDir private Path folder = Path.of("unset");

  @Test
  void shouldAnswerFromOldEntriesAndWriteThemOnlyForDefaultOptions() throws Exception {
    try (TestCluster cluster =
        TestCluster.start(
            folder, Map.of("ocr.cache.legacy", "read-write", "ocr.processor.landed-grace", "0s"))) {
      cluster.processor("processor");
      cluster.worker("worker");
      byte[] known = Pages.line(1);
      put(cluster, "ocr:" + md5(known), OLD);
      String uri = cluster.uploads().put("known.png", known);

      Answer first = answer(cluster, cluster.uploads().publish(uri));
      Answer again = answer(cluster, cluster.uploads().publish(uri));
      for (Answer old : List.of(first, again)) {
        assertThat(old.source()).isEqualTo("cache");
        assertThat(old.text()).isEqualTo("read by the earlier service");
        assertThat(old.json().at("/result/engine/name").textValue()).isEqualTo("legacy");
        assertThat(old.json().at("/result/timestamp").longValue()).isEqualTo(1_700_000_000);
      }
      assertThat(keys(cluster)).as("it is no reading of this program").noneMatch(payloads(known));

      cluster
          .uploads()
          .publishBytes(
              Json.write(
                  Map.of(
                      "event_id",
                      "words",
                      "document_id",
                      "d",
                      "uri",
                      uri,
                      "options",
                      Map.of("outputs", List.of("words")))));
      Answer other = answer(cluster, "words");
      assertThat(other.source()).isEqualTo("ocr");
      assertThat(other.text()).isEqualTo(Pages.LINE);

      byte[] fresh = Pages.line(2);
      Answer read = answer(cluster, cluster.uploads().publish(cluster.uploads().put("b", fresh)));
      assertThat(read.source()).isEqualTo("ocr");
      assertThat(keys(cluster)).anyMatch(payloads(fresh)).contains("ocr:" + md5(fresh));
      try (RedisProtocol redis = new RedisProtocol(cluster.redis().port())) {
        assertThat(
                Answer.json(redis.get("ocr:" + md5(fresh)).getBytes(UTF_8))
                    .path("text")
                    .textValue())
            .isEqualTo(Pages.LINE);
        assertThat(redis.secondsToLive("ocr:" + md5(fresh))).isBetween(1, 3600);
      }
    }
  }

  private static Predicate<String> payloads(byte[] document) {
    String hash = Audit.sha256(document);
    return key -> key.startsWith("ocr:" + hash + ":");
  }

  private static void put(TestCluster cluster, String key, String value) {
    RedisFixture.with(
        RedisURI.create(cluster.redis().uri()),
        redis -> redis.set(key, value.getBytes(UTF_8), SetArgs.Builder.ex(3600)));
  }

  private static Answer answer(TestCluster cluster, String id) throws Exception {
    cluster.awaitAnswers(List.of(id));
    return cluster.ledger().answer(id);
  }

  private static List<String> keys(TestCluster cluster) throws Exception {
    try (RedisProtocol redis = new RedisProtocol(cluster.redis().port())) {
      return redis.keys();
    }
  }

  private static String md5(byte[] bytes) throws Exception {
    return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(bytes));
  }
}
