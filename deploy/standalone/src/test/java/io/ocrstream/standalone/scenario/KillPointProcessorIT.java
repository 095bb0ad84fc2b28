/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.standalone.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ocrstream.standalone.scenario.KillPointProcessor.Point;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests processors that die around any of their side effects, after which another one continues, or
 * the same one starts again with its state. The table in docs/chaos.md lists the effects.
 */
@Tag("faults")
class KillPointProcessorIT {

  private static final int ANSWERS_PER_SLICE = KillPointProcessor.ANSWERS_PER_SLICE;

  @TempDir private Path folder = Path.of("unset");

  @Test
  void shouldAnswerOnceWhereverAProcessorDies() throws Exception {
    Map<String, String> settings =
        Map.of(
            "ocr.processor.threads", "1",
            "ocr.processor.answers-per-slice", Integer.toString(ANSWERS_PER_SLICE),
            // A commit between two slices of answers.
            "ocr.processor.commit-interval", "1ms",
            "ocr.worker.recognise-slots", "1");
    try (TestCluster cluster = TestCluster.start(1, folder, settings)) {
      cluster.worker("worker");
      String known = put(cluster, 0);
      answerOne(cluster, known);
      Map<Point, Died> rows = new EnumMap<>(Point.class);
      for (Point point : Point.values()) {
        rows.put(point, die(cluster, point, rows.size(), known));
      }
      try (Audit audit = cluster.audit()) {
        audit.everyEventIsAnsweredOnce().everyHashIsRight().everyTextIs(Pages.LINE);
        rows.forEach(
            (point, died) ->
                assertThat(audit.row(died.events(), died.hash()))
                    .as("%s", point)
                    // The document of a hit was read once, for the event before it.
                    .isEqualTo(new Audit.Row(died.events().size(), 0, 1, 1, 1)));
      }
    }
  }

  /** The events of a point, and the hash of their document. */
  private record Died(List<String> events, String hash) {}

  /** Returns whether the point needs a hit. All other points wait for a reading. */
  private static boolean isHit(Point point) {
    return point.compareTo(Point.HIT_COMMITTED) <= 0;
  }

  private static Died die(TestCluster cluster, Point point, int number, String known)
      throws Exception {
    byte[] page = isHit(point) ? Pages.line(0) : Pages.line(1 + number);
    String uri = isHit(point) ? known : put(cluster, 1 + number);
    String hash = "sha256:" + Audit.sha256(page);
    List<String> events = new ArrayList<>();
    for (int i = 0; i < (isHit(point) ? 1 : KillPointProcessor.WAITERS); i++) {
      events.add(cluster.uploads().publish(uri, hash));
    }
    cluster.uploads().flush();
    ChildRole dying =
        cluster.child(ChildRole.Program.of(KillPointProcessor.class), point.name(), "processor");
    await("it dies: " + point).until(() -> !dying.isAlive());
    assertThat(dying.awaitEnd()).as("%s", point).isEqualTo(KillPointProcessor.KILLED);
    // Alternately the same process with its state, and one without.
    Running next = cluster.processor(number % 2 == 0 ? "processor" : "another");
    cluster.awaitAnswers(events);
    next.close();
    return new Died(events, hash);
  }

  private static void answerOne(TestCluster cluster, String uri) throws Exception {
    Running processor = cluster.processor("processor");
    String event = cluster.uploads().publish(uri, "sha256:" + Audit.sha256(Pages.line(0)));
    cluster.awaitAnswers(List.of(event));
    processor.close();
  }

  private static String put(TestCluster cluster, int number) {
    return cluster.uploads().put("page-" + number + ".png", Pages.line(number));
  }
}
