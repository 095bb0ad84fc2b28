/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.standalone.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.GroupListing;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests two installations on the same brokers, each with its own prefix and invisible to the other.
 */
class TwoInstallationsIT {
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  @TempDir private Path one = Path.of("unset");
  @TempDir private Path two = Path.of("unset");

  @Test
  void shouldEachAnswerItsOwnEventsOnce() throws Exception {
    Map<String, String> settings = Map.of("ocr.worker.recognise-slots", "1");
    try (TestCluster first = TestCluster.start(one, settings);
        TestCluster second = TestCluster.start(two, settings)) {
      for (TestCluster cluster : List.of(first, second)) {
        cluster.processor("processor");
        cluster.worker("worker");
      }
      List<String> events = List.of(publish(first), publish(second));
      first.awaitAnswers(events.subList(0, 1), PATIENCE);
      second.awaitAnswers(events.subList(1, 2), PATIENCE);
      assertNames(first, second);
      for (TestCluster cluster : List.of(first, second)) {
        try (Audit audit = cluster.audit()) {
          audit.everyEventIsAnsweredOnce().everyHashIsRight().everyTextIs(Pages.LINE);
          assertThat(audit.engineRuns()).isEqualTo(1);
        }
      }
    }
  }

  private static String publish(TestCluster cluster) throws Exception {
    String event = cluster.uploads().publish(cluster.uploads().put("page.png", Pages.line(1)));
    cluster.uploads().flush();
    return event;
  }

  /** Asserts that all names of both installations have their prefix. */
  private static void assertNames(TestCluster first, TestCluster second) throws Exception {
    try (Admin admin = Admin.create(first.client())) {
      Set<String> topics = admin.listTopics().names().get();
      List<String> groups =
          admin.listGroups().all().get().stream().map(GroupListing::groupId).toList();
      for (TestCluster cluster : List.of(first, second)) {
        assertThat(topics)
            .contains(cluster.prefix() + "ocr.results")
            .anyMatch(name -> name.startsWith(cluster.prefix() + "ocr-processor-"));
        assertThat(groups)
            .contains(
                cluster.prefix() + "ocr-processor",
                cluster.prefix() + "ocr-identify",
                cluster.prefix() + "ocr-recognise");
      }
      assertThat(topics).noneMatch(name -> name.startsWith("ocr"));
      assertThat(groups).noneMatch(name -> name.startsWith("ocr"));
    }
  }
}
