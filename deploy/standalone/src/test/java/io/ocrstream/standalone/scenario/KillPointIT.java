/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.standalone.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ocrstream.contracts.ShareGroup;
import io.ocrstream.standalone.scenario.KillPointWorker.Point;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests workers that die between any two side effects, after which another one continues. The table
 * in docs/chaos.md lists the effects.
 */
@Tag("faults")
class KillPointIT {

  @TempDir private Path folder = Path.of("unset");

  @Test
  void shouldAnswerOnceWhereverAWorkerDies() throws Exception {
    // A dead worker's task is free at the latest when its lock runs out. No child is needed.
    Map<String, String> settings =
        Map.of(
            "ocr.topics.lock-duration", "2s",
            // With several partitions, the brokers would leave some to the dead worker until its
            // session ends.
            "ocr.topics.work-partitions", "1",
            "ocr.worker.recognise-slots", "1");
    try (TestCluster cluster = TestCluster.start(1, folder, settings);
        Ledger completions = cluster.ledger("ocr.identified", "ocr.recognised")) {
      cluster.processor("processor");
      Map<String, Died> rows = new LinkedHashMap<>();
      for (ShareGroup kind : ShareGroup.values()) {
        for (Point point : Point.values()) {
          Died died = die(cluster, kind, point, rows.size());
          rows.put(kind + " " + point, died);
          goOn(cluster, completions, rows.values());
        }
      }
      try (Audit audit = cluster.audit()) {
        audit.everyEventIsAnsweredOnce().everyHashIsRight().everyTextIs(Pages.LINE);
        assertThat(audit.tasks("ocr.recognise")).isEqualTo(rows.size());
        rows.forEach((name, died) -> check(audit, name, died));
      }
    }
  }

  /** An event, its kind of task, and the point at which its worker died. */
  private record Died(ShareGroup kind, Point point, String event, String hash) {}

  private static void check(Audit audit, String name, Died died) {
    boolean ofReading = died.kind() == ShareGroup.RECOGNISE;
    // Published but not acknowledged: the next worker publishes it again, too late.
    int tellings = tellings(died);
    // A worker that dies after the payload is in Redis leaves it there. Before its completion is
    // durable, there is no trace of a reading, so it does not count.
    boolean isUnheard = died.point() == Point.WORKED || died.point() == Point.PUBLISHING;
    assertThat(audit.row(List.of(died.event()), died.hash()))
        .as("%s", name)
        .isEqualTo(
            new Audit.Row(1, 0, ofReading && isUnheard ? 0 : 1, ofReading ? tellings : 1, 1));
    assertThat(audit.identified(died.hash())).as("%s", name).isEqualTo(ofReading ? 0 : tellings);
  }

  private static Died die(TestCluster cluster, ShareGroup kind, Point point, int number)
      throws Exception {
    byte[] page = Pages.line(number);
    String uri = cluster.uploads().put("page-" + number + ".png", page);
    String hash = "sha256:" + Audit.sha256(page);
    // An event with a hash goes to recognition, and one without to identification.
    String event = cluster.uploads().publish(uri, kind == ShareGroup.RECOGNISE ? hash : null);
    cluster.uploads().flush();
    ChildRole dying =
        cluster.child(
            ChildRole.Program.of(KillPointWorker.class), kind + ":" + point, kind + "-" + point);
    assertThat(dying.awaitEnd()).as("%s %s", kind, point).isEqualTo(KillPointWorker.KILLED);
    return new Died(kind, point, event, hash);
  }

  private static int tellings(Died died) {
    return died.point() == Point.PUBLISHED ? 2 : 1;
  }

  /**
   * Lets each task finish before the next worker dies, so that no worker dies because of another's
   * task.
   */
  private static void goOn(TestCluster cluster, Ledger completions, Collection<Died> all)
      throws Exception {
    Running next = cluster.worker("after-" + all.size());
    try {
      cluster.awaitAnswers(all.stream().map(Died::event).toList());
      for (ShareGroup kind : ShareGroup.values()) {
        String topic = kind.completions().topicName();
        // An identified document is also recognised, by a worker that does not die.
        int others = kind == ShareGroup.RECOGNISE ? 1 : 0;
        long told =
            all.stream().mapToInt(died -> died.kind() == kind ? tellings(died) : others).sum();
        await(told + " of " + topic)
            .until(
                () -> {
                  completions.poll();
                  return completions.of(topic).size() >= told;
                });
      }
    } finally {
      next.close();
    }
  }
}
