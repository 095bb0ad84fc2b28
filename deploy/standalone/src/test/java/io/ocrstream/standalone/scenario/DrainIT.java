/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.standalone.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests a worker that is told to stop (SIGTERM) in the middle of a document. */
class DrainIT {
  private static final int PAGES = 8;
  private static final Pattern BUSY =
      Pattern.compile("(?m)^ocr_slots_busy\\{.*tasks=\"ocr\\.recognise\".*} 1\\.0$");

  @TempDir private Path folder = Path.of("unset");

  @Test
  void shouldFinishItsDocumentAndExitWithZeroWhenThereIsTime() throws Exception {
    try (TestCluster cluster = start()) {
      ChildRole worker = worker(cluster, "draining", "60s");
      String event = publish(cluster, 1);
      worker.awaitMetric(BUSY);
      worker.terminate();
      assertThat(worker.awaitEnd()).isZero();
      cluster.awaitAnswers(List.of(event));
      try (Audit audit = cluster.audit()) {
        audit.everyEventIsAnsweredOnce().everyHashIsRight();
        assertThat(audit.engineRuns()).isEqualTo(1);
      }
    }
  }

  @Tag("faults")
  @Test
  void shouldHandItsDocumentToAnotherWorkerWhenThereIsNoTime() throws Exception {
    try (TestCluster cluster = start()) {
      ChildRole worker = worker(cluster, "stopping", "0s");
      String event = publish(cluster, 2);
      worker.awaitMetric(BUSY);
      cluster.worker("other");
      worker.terminate();
      assertThat(worker.awaitEnd()).isZero();
      // Sooner than its lock would run out.
      cluster.awaitAnswers(List.of(event));
      try (Audit audit = cluster.audit()) {
        audit.everyEventIsAnsweredOnce().everyHashIsRight();
        assertThat(audit.engineRuns()).isEqualTo(1);
      }
    }
  }

  /**
   * Starts a cluster with locks far longer than the test waits, so that only released tasks are
   * taken over.
   */
  private TestCluster start() throws Exception {
    Map<String, String> settings =
        Map.of("ocr.topics.lock-duration", "10m", "ocr.worker.recognise-slots", "1");
    TestCluster cluster = TestCluster.start(folder, settings);
    cluster.processor("processor");
    return cluster;
  }

  private static ChildRole worker(TestCluster cluster, String name, String grace) throws Exception {
    ChildRole worker =
        cluster.child(
            "worker",
            name,
            Map.of("ocr.worker.drain-grace", grace, "ocr.engine.isolation", "process"));
    worker.awaitRunning();
    return worker;
  }

  private static String publish(TestCluster cluster, int number) throws Exception {
    byte[] book = Pages.book(number, PAGES);
    String uri = cluster.uploads().put("book-" + number + ".tiff", book);
    String event = cluster.uploads().publish(uri, "sha256:" + Audit.sha256(book));
    cluster.uploads().flush();
    return event;
  }
}
