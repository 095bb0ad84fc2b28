/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.standalone.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests that an unreadable document is tried once until the failure expires, and that a missing one
 * is looked up each time.
 */
class NegativeCacheIT {
  private static final int COPIES = 99;
  private static final int HEADER_BYTES = 20;

  @TempDir private Path folder = Path.of("unset");

  @Test
  void shouldTryOnceWhenCopiesOfACorruptDocumentAreSentOneAfterTheOther() throws Exception {
    byte[] corrupt = Arrays.copyOf(Pages.line(1), HEADER_BYTES);
    String hash = "sha256:" + Audit.sha256(corrupt);
    // Without a grace period, so that later events are not answered by the flight.
    try (TestCluster cluster =
        TestCluster.start(
            folder, Map.of("ocr.processor.landed-grace", "0s", "ocr.cache.failure-ttl", "10s"))) {
      cluster.processor("processor");
      cluster.worker("worker");
      String uri = cluster.uploads().put("corrupt.png", corrupt);
      answered(cluster, cluster.uploads().publish(uri, hash));
      List<String> copies = new ArrayList<>();
      for (int i = 0; i < COPIES; i++) {
        copies.add(cluster.uploads().publish(uri, hash));
      }
      cluster.awaitAnswers(copies);
      assertThat(copies)
          .allSatisfy(
              id -> {
                Answer answer = cluster.ledger().answer(id);
                assertThat(answer.code()).isEqualTo("CORRUPT");
                assertThat(answer.json().path("attempts").intValue()).isZero();
              });
      String missing = cluster.uploads().publish(uri + ".missing", "sha256:" + "0".repeat(64));
      answered(cluster, missing);

      await("it is forgotten").until(() -> keys(cluster).isEmpty());
      Answer again = answered(cluster, cluster.uploads().publish(uri, hash));
      assertThat(again.json().path("attempts").intValue()).isEqualTo(1);
      try (Audit audit = cluster.audit()) {
        audit.everyEventIsAnsweredOnce();
        assertThat(audit.tasks("ocr.recognise"))
            .as("the first, the missing, the last")
            .isEqualTo(3);
      }
    }
  }

  private static Answer answered(TestCluster cluster, String id) throws Exception {
    cluster.awaitAnswers(List.of(id));
    return cluster.ledger().answer(id);
  }

  private static List<String> keys(TestCluster cluster) throws IOException {
    try (RedisProtocol redis = new RedisProtocol(cluster.redis().port())) {
      return redis.keys();
    }
  }
}
