/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.standalone.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.ocrstream.app.KillPointWorker;
import io.ocrstream.app.KillPointWorker.Point;
import io.ocrstream.contracts.ShareGroup;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A worker dies at each point between two side effects, and another one goes on. The table in
 * docs/chaos.md says what is seen of it.
 */
@Timeout(600)
class KillPointIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir private Path folder = Path.of("unset");

  @Test
  void shouldAnswerOnceWhereverAWorkerDies() throws Exception {
    // A dead worker's task is free when its lock runs out, at the latest; and one that several die
    // of is not given up yet. No child: it would only have to be started.
    Map<String, String> settings =
        Map.of(
            "ocr.topics.lock-duration", "2s",
            "ocr.topics.delivery-limit", "10",
            "ocr.worker.recognise-slots", "1",
            "ocr.engine.isolation", "in-process");
    try (Cluster cluster = Cluster.start(folder, settings)) {
      cluster.processor("processor");
      List<String> events = new ArrayList<>();
      for (ShareGroup kind : ShareGroup.values()) {
        for (Point point : Point.values()) {
          events.add(die(cluster, kind, point, events.size()));
        }
      }
      cluster.worker("survivor");
      cluster.awaitAnswers(events, PATIENCE);
      try (Audit audit = cluster.audit()) {
        audit.everyEventIsAnsweredOnce().everyHashIsRight().everyTextIs(Pages.LINE);
        // Who dies after Redis has the payload leaves it to be found: nothing is read twice. Who
        // dies before the completion is durable leaves no trace of having read.
        assertThat(audit.engineRuns()).isBetween(events.size() - 2L, (long) events.size());
        assertThat(audit.tasks("ocr.recognise")).isEqualTo(events.size());
      }
    }
  }

  private static String die(Cluster cluster, ShareGroup kind, Point point, int number)
      throws Exception {
    byte[] page = Pages.line(number);
    String uri = cluster.uploads().put("page-" + number + ".png", page);
    // With its hash an event goes to those who recognise, without it to those who identify.
    String hash = kind == ShareGroup.RECOGNISE ? "sha256:" + Audit.sha256(page) : null;
    String event = cluster.uploads().publish(uri, hash);
    cluster.uploads().flush();
    ChildRole dying = cluster.child(KillPointWorker.class, kind + ":" + point, kind + "-" + point);
    assertThat(dying.awaitEnd()).as("%s %s", kind, point).isEqualTo(KillPointWorker.KILLED);
    return event;
  }
}
