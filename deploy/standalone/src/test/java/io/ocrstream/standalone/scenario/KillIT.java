/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.standalone.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests two processors and two workers, of which one of each is killed during work. Nothing is
 * lost, a read-committed consumer sees no duplicates, and the statistics are exact.
 */
class KillIT {
  /** Maximum number of documents that a killed worker may have been working on. */
  private static final long MOST_IN_HAND = 2;

  private static final int EVENTS = 80;
  private static final int DOCUMENTS = 10;
  private static final int ANSWERS_BEFORE_THE_KILL = 10;
  private static final long SEED = 20;

  @TempDir private Path folder = Path.of("unset");

  @Test
  void shouldAnswerEachEventOnceWhenAProcessorAndAWorkerAreKilled() throws Exception {
    // A killed worker's tasks are free at the latest when its lock runs out.
    Map<String, String> settings =
        Map.ofEntries(
            Map.entry("ocr.topics.lock-duration", "5s"),
            Map.entry("ocr.worker.recognise-slots", "1"),
            Map.entry("ocr.engine.isolation", "process"));
    try (TestCluster cluster = TestCluster.start(folder, settings);
        StatisticsAudit statistics = new StatisticsAudit(cluster)) {
      List<ChildRole> roles =
          List.of(
              cluster.child("processor", "processor-1", Map.of()),
              cluster.child("processor", "processor-2", Map.of()),
              cluster.child("worker", "worker-1", Map.of()));
      for (ChildRole role : roles) {
        role.awaitRunning();
      }
      // Nobody kills this one, so it needs no process of its own.
      cluster.worker("worker-2", Map.of("ocr.engine.isolation", "in-process"));
      List<String> events = publish(cluster);
      await("the work has begun")
          .until(
              () -> {
                cluster.ledger().poll();
                return cluster.ledger().answered().size() >= ANSWERS_BEFORE_THE_KILL;
              });
      roles.get(0).kill();
      roles.get(2).kill();
      assertThat(cluster.ledger().answered()).as("killed in the middle").hasSizeLessThan(EVENTS);
      cluster.awaitAnswers(events);
      statistics.awaitExact();
      statistics.awaitReportOf(roles.get(1));

      try (Audit audit = cluster.audit()) {
        audit.everyEventIsAnsweredOnce().everyHashIsRight().everyTextIs(Pages.LINE);
        audit.equalContentHasEqualPayload();
        // What the killed worker stored in Redis before it published is found by the next one.
        assertThat(audit.engineRuns()).isBetween(DOCUMENTS - MOST_IN_HAND, (long) DOCUMENTS);
      }
    }
  }

  /**
   * Publishes every document several times in random order, from one place, with and without its
   * hash.
   */
  private static List<String> publish(TestCluster cluster) throws Exception {
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < EVENTS; i++) {
      order.add(i);
    }
    Collections.shuffle(order, new Random(SEED));
    List<String> events = new ArrayList<>();
    for (int i : order) {
      int number = i % DOCUMENTS;
      byte[] page = Pages.line(number);
      String uri = cluster.uploads().put("page-" + number + ".png", page);
      String hash = i / DOCUMENTS % 2 == 0 ? "sha256:" + Audit.sha256(page) : null;
      events.add(cluster.uploads().publish(uri, hash));
    }
    cluster.uploads().flush();
    return events;
  }
}
