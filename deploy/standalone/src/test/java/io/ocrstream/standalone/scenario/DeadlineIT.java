/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.standalone.scenario;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests events with a deadline while no worker runs, and an event without one for the same bytes.
 */
class DeadlineIT {
  private static final Duration SOON = Duration.ofSeconds(5);

  /** A slow look-up on a busy machine would be a miss, after which the deadline has passed. */
  private static final Map<String, String> PATIENT_LOOKUPS =
      Map.of("ocr.cache.lookup-deadline", "5s");

  @TempDir private Path folder = Path.of("unset");

  @Test
  void shouldTellWhoseTimeIsOverAndReadForWhoWaits() throws Exception {
    byte[] page = Pages.line(1);
    try (TestCluster cluster = TestCluster.start(folder, PATIENT_LOOKUPS)) {
      cluster.processor("processor");
      String uri = cluster.uploads().put("page.png", page);
      String hash = "sha256:" + Audit.sha256(page);
      long now = System.currentTimeMillis();
      publish(cluster, "over", uri, hash, now - 1);
      publish(cluster, "soon", uri, hash, now + SOON.toMillis());
      String patient = cluster.uploads().publish(uri, hash);

      cluster.awaitAnswers(List.of("over", "soon"));
      for (String late : List.of("over", "soon")) {
        assertThat(cluster.ledger().answer(late).code()).isEqualTo("TIMED_OUT");
      }
      assertThat(cluster.ledger().answered()).doesNotContain(patient);

      cluster.worker("worker");
      cluster.awaitAnswers(List.of(patient));
      publish(cluster, "over, but known", uri, hash, now - 1);
      cluster.awaitAnswers(List.of("over, but known"));
      assertThat(cluster.ledger().answer("over, but known").isResult())
          .as("an answer that is there costs nothing")
          .isTrue();
      try (Audit audit = cluster.audit()) {
        audit.everyEventIsAnsweredOnce();
        // A task that was sent before the event without a deadline is given up by the worker
        // without reading.
        assertThat(audit.tasks("ocr.recognise")).isBetween(1, 2);
      }
    }
  }

  private static void publish(
      TestCluster cluster, String id, String uri, String hash, long deadline) {
    cluster
        .uploads()
        .publishBytes(
            """
            {"event_id": "%s", "document_id": "page", "uri": "%s", "content_hash": "%s", "deadline": %d}
            """
                .formatted(id, uri, hash, deadline)
                .getBytes(UTF_8));
  }
}
