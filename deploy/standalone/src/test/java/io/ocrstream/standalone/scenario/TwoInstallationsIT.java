/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.standalone.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests two installations on the same brokers, each with its own prefix and invisible to the other.
 */
class TwoInstallationsIT {
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  @TempDir private Path one = Path.of("unset");
  @TempDir private Path two = Path.of("unset");

  @Tag("faults")
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
      PrefixedNames.check(first, second);
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
}
