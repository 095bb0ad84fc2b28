/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.standalone.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests a Redis that fails during a run and comes back empty: every event is answered once, and
 * hits resume without any restart.
 */
class RedisOutageIT {
  private static final int DOCUMENTS = 24;
  private static final int ROUNDS = 2;

  @TempDir private Path folder = Path.of("unset");

  @Test
  void shouldAnswerEachEventOnceWhenRedisStopsAndComesBack() throws Exception {
    // Flights forget finished readings at once, so every hit comes from Redis. With one slot, the
    // documents take long enough on any machine to stop Redis between them.
    Map<String, String> settings =
        Map.of("ocr.processor.landed-grace", "0s", "ocr.worker.recognise-slots", "1");
    try (TestCluster cluster = TestCluster.start(folder, settings)) {
      cluster.processor("processor");
      cluster.worker("worker");
      List<String> before = publish(cluster, 0);
      await("the work has begun")
          .until(
              () -> {
                cluster.ledger().poll();
                return !cluster.ledger().answered().isEmpty();
              });
      cluster.redis().stop();
      assertThat(cluster.ledger().answered())
          .as("stopped in the middle")
          .hasSizeLessThan(before.size());
      // Documents that were in Redis before, and new ones.
      List<String> during = publish(cluster, 0);
      during.addAll(publish(cluster, DOCUMENTS));
      cluster.awaitAnswers(before);
      cluster.awaitAnswers(during);
      cluster.redis().start();
      awaitHit(cluster);

      try (Audit audit = cluster.audit()) {
        audit.everyEventIsAnsweredOnce().everyHashIsRight().everyTextIs(Pages.LINE);
      }
    }
  }

  /** Publishes several events for each of several documents, from {@code first} on. */
  private static List<String> publish(TestCluster cluster, int first) throws Exception {
    List<String> uris =
        IntStream.range(first, first + DOCUMENTS)
            .mapToObj(i -> cluster.uploads().put("page-" + i + ".png", Pages.line(i)))
            .toList();
    List<String> events = new ArrayList<>();
    for (int round = 0; round < ROUNDS; round++) {
      uris.forEach(uri -> events.add(cluster.uploads().publish(uri)));
    }
    cluster.uploads().flush();
    return events;
  }

  private static void awaitHit(TestCluster cluster) throws Exception {
    byte[] page = Pages.line(2 * DOCUMENTS);
    String uri = cluster.uploads().put("after.png", page);
    String hash = "sha256:" + Audit.sha256(page);
    await("hits resume")
        .until(
            () -> {
              String event = cluster.uploads().publish(uri, hash);
              cluster.awaitAnswers(List.of(event));
              return cluster.ledger().answer(event).source().equals("cache");
            });
  }
}
