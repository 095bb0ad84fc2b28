/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.standalone.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests that one of three brokers, which leads a partition of the task topic, fails without notice.
 */
@Tag("faults")
class BrokerFailoverIT {
  private static final String TASKS = "ocr.recognise";
  private static final int DOCUMENTS = 16;
  private static final int ROUNDS = 4;

  @TempDir private Path folder = Path.of("unset");

  @Test
  void shouldAnswerEachEventOnceWhenTheTaskTopicsLeaderGoes() throws Exception {
    Map<String, String> settings =
        Map.of("ocr.topics.replication-factor", "3", "ocr.topics.lock-duration", "5s");
    try (TestCluster cluster = TestCluster.start(3, folder, settings)) {
      cluster.processor("processor");
      cluster.worker("worker");
      List<String> events = publish(cluster, 0);
      cluster.awaitAnswers(events.subList(0, 1));
      cluster.kafka().dropNode(leader(cluster));
      assertThat(cluster.ledger().answered())
          .as("dropped in the middle")
          .hasSizeLessThan(events.size());
      events.addAll(publish(cluster, DOCUMENTS));
      cluster.awaitAnswers(events);

      try (Audit audit = cluster.audit()) {
        audit.everyEventIsAnsweredOnce().everyHashIsRight().everyTextIs(Pages.LINE);
        audit.equalContentHasEqualPayload();
      }
    }
  }

  private static int leader(TestCluster cluster) throws Exception {
    try (Admin admin =
        Admin.create(Map.of("bootstrap.servers", cluster.kafka().bootstrapServers()))) {
      var topics = admin.describeTopics(List.of(TASKS)).allTopicNames().get();
      return Objects.requireNonNull(topics.get(TASKS)).partitions().get(0).leader().id();
    }
  }

  private static List<String> publish(TestCluster cluster, int first) throws Exception {
    List<String> events = new ArrayList<>();
    for (int i = first; i < first + DOCUMENTS; i++) {
      String uri = cluster.uploads().put("page-" + i + ".png", Pages.line(i));
      for (int round = 0; round < ROUNDS; round++) {
        events.add(cluster.uploads().publish(uri));
      }
    }
    cluster.uploads().flush();
    return events;
  }
}
