/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.standalone.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests a process whose time of day jumps forward by an hour and back while it works. Its monotonic
 * clocks continue. After a jump forward it continues. After a jump back it ends, says why, and is
 * started again. Needs Debian's {@code libfaketime}.
 */
@Tag("faults")
class ClockJumpIT {
  private static final Path LIBRARY =
      Path.of("/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1");

  private static final String HOUR_AHEAD = "+3600";
  private static final String AS_IT_IS = "+0";
  private static final int DOCUMENTS = 6;

  /** Exit code of a role that must be restarted. */
  private static final int AGAIN = 3;

  // Short, so that tasks which a clock's jump made look lost would be sent again.
  private static final Map<String, String> SETTINGS =
      Map.of(
          "ocr.processor.loss-grace", "5s",
          "ocr.processor.loss-check-interval", "200ms",
          "ocr.topics.lock-duration", "5s",
          "ocr.worker.recognise-slots", "1");

  @TempDir private Path folder = Path.of("unset");

  @Test
  void shouldAnswerOnceWhenAProcessorsClockJumps() throws Exception {
    assumeTrue(Files.exists(LIBRARY), "libfaketime is not installed");
    try (TestCluster cluster = TestCluster.start(folder, SETTINGS)) {
      cluster.worker("worker");
      jump(cluster, "processor");
    }
  }

  @Test
  void shouldAnswerOnceWhenAWorkersClockJumps() throws Exception {
    assumeTrue(Files.exists(LIBRARY), "libfaketime is not installed");
    try (TestCluster cluster = TestCluster.start(folder, SETTINGS)) {
      cluster.processor("processor");
      jump(cluster, "worker");
    }
  }

  private void jump(TestCluster cluster, String role) throws Exception {
    ChildRole jumping = start(cluster, role, "jumping-" + role);
    cluster.awaitAnswers(publish(cluster, 0));

    List<String> events = publish(cluster, DOCUMENTS);
    set(HOUR_AHEAD);
    events.addAll(publish(cluster, 2 * DOCUMENTS));
    // All answers may arrive before it checks its clock, which is then set back.
    jumping.awaitLog("The clock was set forward by 3");
    cluster.awaitAnswers(events);
    assertThat(jumping.isAlive()).as("set forward it goes on").isTrue();

    events.addAll(publish(cluster, 3 * DOCUMENTS));
    set(AS_IT_IS);
    events.addAll(publish(cluster, 4 * DOCUMENTS));
    assertThat(jumping.awaitEnd()).as("set back it ends").isEqualTo(AGAIN);
    assertThat(jumping.log()).contains("The clock was set back by 3", "needs a restart");
    start(cluster, role, role + "-again");
    cluster.awaitAnswers(events);
    audit(cluster, 5 * DOCUMENTS);
  }

  private ChildRole start(TestCluster cluster, String role, String name) throws Exception {
    set(AS_IT_IS);
    ChildRole started = cluster.child(ChildRole.Program.LAUNCHER.with(faked()), role, name);
    started.awaitRunning();
    return started;
  }

  private Map<String, String> faked() {
    return Map.of(
        "LD_PRELOAD", LIBRARY.toString(),
        "FAKETIME_TIMESTAMP_FILE", folder.resolve("time").toString(),
        "FAKETIME_CACHE_DURATION", "1",
        "FAKETIME_DONT_FAKE_MONOTONIC", "1",
        // The library's workaround for an old C library would make every timed wait end at once.
        "FAKETIME_FORCE_MONOTONIC_FIX", "0",
        "NO_FAKE_STAT", "1");
  }

  /** Replaces the file atomically, because the library may read it at any moment. */
  private void set(String time) throws IOException {
    Path next = Files.writeString(folder.resolve("time.next"), time + "\n");
    Files.move(next, folder.resolve("time"), StandardCopyOption.ATOMIC_MOVE);
  }

  private static List<String> publish(TestCluster cluster, int first) throws Exception {
    List<String> events = new ArrayList<>();
    for (int i = first; i < first + DOCUMENTS; i++) {
      byte[] page = Pages.line(i);
      String uri = cluster.uploads().put("page-" + i + ".png", page);
      String hash = i % 2 == 0 ? "sha256:" + Audit.sha256(page) : null;
      events.add(cluster.uploads().publish(uri, hash));
    }
    cluster.uploads().flush();
    return events;
  }

  private static void audit(TestCluster cluster, int documents) throws Exception {
    try (Audit audit = cluster.audit()) {
      audit.everyEventIsAnsweredOnce().everyHashIsRight().everyTextIs(Pages.LINE);
      assertThat(audit.tasks("ocr.recognise")).as("nothing is sent again").isEqualTo(documents);
      // A worker that ended may leave a reading that only Redis knows.
      assertThat(audit.engineRuns()).isBetween(documents - 1L, (long) documents);
    }
  }
}
