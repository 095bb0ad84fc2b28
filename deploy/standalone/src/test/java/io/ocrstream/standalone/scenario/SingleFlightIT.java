/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.standalone.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests that any number of simultaneous events for the same bytes cause one reading, and that later
 * events are answered from Redis with the same bytes.
 */
class SingleFlightIT {
  private static final int COPIES = 100;

  // An hour, plus or minus a tenth, minus the time that a slow test takes.
  private static final int LEAST_SECONDS_TO_LIVE = 3240 - 60;
  private static final int MOST_SECONDS_TO_LIVE = 3960;

  @TempDir private Path folder = Path.of("unset");

  @Test
  void shouldReadOnceWhenCopiesOfOnePageAreSentAtOnce() throws Exception {
    byte[] page = Pages.line(1);
    String hash = "sha256:" + Audit.sha256(page);
    try (TestCluster cluster = start()) {
      String uri = cluster.uploads().put("page.png", page);
      List<String> copies = new ArrayList<>();
      for (int i = 0; i < COPIES; i++) {
        copies.add(cluster.uploads().publish(uri, hash));
      }
      cluster.awaitAnswers(copies);
      String later = cluster.uploads().publish(uri, hash);
      cluster.awaitAnswers(List.of(later));
      Answer hit = cluster.ledger().answer(later);

      assertThat(hit.source()).isEqualTo("cache");
      checkRedis(cluster, hit);
      try (Audit audit = cluster.audit()) {
        checkOneReading(audit);
        assertThat(audit.tasks("ocr.identify")).isZero();
      }
    }
  }

  @Test
  void shouldReadOnceWhenDifferentObjectsHaveTheSameBytesAndNoHash() throws Exception {
    byte[] page = Pages.line(2);
    try (TestCluster cluster = start()) {
      List<String> events = new ArrayList<>();
      for (int i = 0; i < COPIES; i++) {
        events.add(cluster.uploads().publish(cluster.uploads().put("copy-" + i + ".png", page)));
      }
      cluster.awaitAnswers(events);
      try (Audit audit = cluster.audit()) {
        checkOneReading(audit);
        assertThat(audit.tasks("ocr.identify")).isEqualTo(COPIES);
      }
      PrefixedNames.check(cluster);
    }
  }

  private TestCluster start() throws Exception {
    TestCluster cluster = TestCluster.start(folder, Map.of());
    cluster.processor("processor");
    cluster.worker("worker");
    return cluster;
  }

  private static void checkOneReading(Audit audit) throws IOException {
    audit.everyEventIsAnsweredOnce().everyHashIsRight().equalContentHasEqualPayload();
    audit.everyTextIs(Pages.LINE);
    assertThat(audit.results("ocr")).isEqualTo(1);
    assertThat(audit.engineRuns()).isEqualTo(1);
    assertThat(audit.tasks("ocr.recognise")).isEqualTo(1);
  }

  private static void checkRedis(TestCluster cluster, Answer hit) throws IOException {
    try (RedisProtocol redis = new RedisProtocol(cluster.redis().port())) {
      String digits = hit.contentHash().substring("sha256:".length());
      List<String> keys = redis.keys();
      String payload = "ocr:" + digits + ":[0-9a-f]{16}";
      assertThat(keys)
          .hasSize(2)
          .anyMatch(key -> key.matches(payload))
          .anyMatch(key -> key.matches("ocr:page:[0-9a-f]{64}:[0-9a-f]{16}"));
      for (String key : keys.stream().filter(k -> k.matches(payload)).toList()) {
        assertThat(redis.get(key)).isEqualTo(hit.payload());
      }
      for (String key : keys) {
        assertThat(redis.secondsToLive(key)).isBetween(LEAST_SECONDS_TO_LIVE, MOST_SECONDS_TO_LIVE);
      }
    }
  }
}
