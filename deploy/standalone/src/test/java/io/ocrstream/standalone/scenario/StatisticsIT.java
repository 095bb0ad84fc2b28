/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.standalone.scenario;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ocrstream.contracts.KafkaNames;
import io.ocrstream.statistics.ClusterStatistics;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests that {@code ocr.stats} has exactly the figures that a read-committed consumer counts in the
 * answers, also if one of two processors is killed during work.
 */
class StatisticsIT {
  private static final int EVENTS = 120;
  private static final int DOCUMENTS = 10;
  private static final int ANSWERS_BEFORE_THE_KILL = 20;

  @TempDir private Path folder = Path.of("unset");

  @Test
  void shouldTellExactlyWhatWasAnswered() throws Exception {
    try (TestCluster cluster = TestCluster.start(folder, Map.of());
        StatisticsAudit statistics = new StatisticsAudit(cluster)) {
      cluster.processor("processor");
      cluster.worker("worker");
      cluster.awaitAnswers(publish(cluster));
      statistics.awaitExact();
    }
  }

  /** {@link KillIT} is the short form. */
  @Tag("faults")
  @Test
  void shouldTellExactlyWhatWasAnsweredWhenAProcessorIsKilled() throws Exception {
    try (TestCluster cluster = TestCluster.start(folder, Map.of());
        StatisticsAudit statistics = new StatisticsAudit(cluster)) {
      ChildRole killed = cluster.child("processor", "processor-1", Map.of());
      ChildRole left = cluster.child("processor", "processor-2", Map.of());
      ChildRole worker = cluster.child("worker", "worker", Map.of());
      for (ChildRole role : List.of(killed, left, worker)) {
        role.awaitRunning();
      }
      List<String> events = publish(cluster);
      await("the work has begun")
          .until(
              () -> {
                cluster.ledger().poll();
                return cluster.ledger().answered().size() >= ANSWERS_BEFORE_THE_KILL;
              });
      killed.kill();
      assertThat(cluster.ledger().answered()).as("killed in the middle").hasSizeLessThan(EVENTS);
      cluster.awaitAnswers(events);

      statistics.awaitExact();
      statistics.awaitReportOf(left);
      statistics.awaitReportOf(worker);
    }
  }

  @Test
  void shouldSayThatNothingIsKnownWhenThereIsNoTopicAndNoRecord() throws Exception {
    try (TestCluster cluster = TestCluster.start(folder, Map.of());
        Admin admin = Admin.create(cluster.client())) {
      assertState(cluster, ClusterStatistics.State.EMPTY);
      admin.deleteTopics(Set.of(cluster.prefix() + "ocr.stats")).all().get();
      assertState(cluster, ClusterStatistics.State.MISSING);
    }
  }

  private static void assertState(TestCluster cluster, ClusterStatistics.State state)
      throws Exception {
    try (ClusterStatistics statistics =
        ClusterStatistics.follow(new KafkaNames(cluster.prefix()), cluster.client())) {
      await("it is " + state).until(() -> statistics.state() == state);
      assertThat(statistics.latest()).isEmpty();
    }
  }

  /** Publishes hits, misses, events that wait for a reading, failures and dead letters. */
  private static List<String> publish(TestCluster cluster) throws Exception {
    List<String> events = new ArrayList<>();
    for (int i = 0; i < EVENTS; i++) {
      if (i % 20 == 7) {
        cluster.uploads().publishBytes(("no event " + i).getBytes(UTF_8));
      }
      if (i % 20 == 3) {
        events.add(cluster.uploads().publish("file:///not/allowed/" + i));
      } else {
        byte[] page = Pages.line(i % DOCUMENTS);
        String uri = cluster.uploads().put("page-" + i % DOCUMENTS + ".png", page);
        events.add(cluster.uploads().publish(uri, "sha256:" + Audit.sha256(page)));
      }
    }
    cluster.uploads().flush();
    return events;
  }
}
