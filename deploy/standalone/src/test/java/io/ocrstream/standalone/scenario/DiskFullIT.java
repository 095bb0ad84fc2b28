/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.standalone.scenario;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests a processor whose state folder is full: it says so and ends, nothing is lost or duplicated,
 * and it continues when there is space and it is started again. Needs root, to mount a small file
 * system.
 */
@Tag("faults")
class DiskFullIT {
  private static final int FILE_SYSTEM_MIB = 160;

  /**
   * Each has a tag of nearly the maximum length. Together they exceed the state's buffers in
   * memory.
   */
  private static final int EVENTS = 800;

  private static final int TAG_CHARS = 16_000;

  /** Exit code of a role that must be restarted. */
  private static final int AGAIN = 3;

  // One thread, so that three deaths are too many.
  private static final Map<String, String> SETTINGS =
      Map.of("ocr.worker.recognise-slots", "1", "ocr.processor.threads", "1");

  @TempDir private Path folder = Path.of("unset");

  @Test
  void shouldSayWhyAndGoOnWhenThereIsSpaceAgain() throws Exception {
    Path state = Files.createDirectories(folder.resolve("processor-state"));
    assumeTrue(
        run(
                "mount",
                "-t",
                "tmpfs",
                "-o",
                "mode=700,size=" + FILE_SYSTEM_MIB + "m",
                "tmpfs",
                state.toString())
            == 0,
        "only root may mount a small file system");
    try (TestCluster cluster = TestCluster.start(folder, SETTINGS)) {
      ChildRole processor = cluster.child("processor", "processor", Map.of());
      processor.awaitRunning();
      await("ready").until(() -> processor.get("/health/ready").statusCode() == 200);
      Path filler = fill(state);
      List<String> events = publish(cluster);
      await("it says so")
          .until(() -> processor.get("/health/ready").body().contains("0 MiB of disk space left"));
      assertThat(processor.awaitEnd()).as("it leaves").isEqualTo(AGAIN);
      assertThat(processor.log())
          .contains("No space left on device", "fail repeatedly", "needs a restart");
      assertThat(cluster.ledger().answered()).isEmpty();

      Files.delete(filler);
      ChildRole again = cluster.child("processor", "processor", Map.of());
      again.awaitRunning();
      cluster.worker("worker");
      cluster.awaitAnswers(events);
      assertThat(again.get("/health/ready").body())
          .contains("\"state-dir\":{\"status\":\"up\"", "\"stream-threads\":{\"status\":\"up\"");
      try (Audit audit = cluster.audit()) {
        audit.everyEventIsAnsweredOnce().everyHashIsRight().everyTextIs(Pages.LINE);
        assertThat(audit.engineRuns()).isEqualTo(1);
      }
    } finally {
      run("umount", "-l", state.toString());
    }
  }

  /** Writes a file that takes all the space. */
  private static Path fill(Path state) throws IOException {
    Path filler = state.resolve("filler");
    byte[] block = new byte[4096];
    try (OutputStream out = Files.newOutputStream(filler)) {
      while (true) {
        out.write(block);
      }
    } catch (IOException full) {
      assertThat(full).hasMessageContaining("No space left");
    }
    return filler;
  }

  /** Publishes events for one document, with large tags that are stored while they wait. */
  private static List<String> publish(TestCluster cluster) throws Exception {
    byte[] page = Pages.line(1);
    String uri = cluster.uploads().put("page.png", page);
    String tag = "x".repeat(TAG_CHARS);
    List<String> events = new ArrayList<>();
    for (int i = 0; i < EVENTS; i++) {
      String id = "large-" + i;
      String json =
          "{\"event_id\":\"%s\",\"uri\":\"%s\",\"content_hash\":\"sha256:%s\",\"tag\":\"%s\"}"
              .formatted(id, uri, Audit.sha256(page), tag);
      cluster.uploads().publishBytes(json.getBytes(UTF_8));
      events.add(id);
    }
    cluster.uploads().flush();
    return events;
  }

  private static int run(String... command) throws Exception {
    return new ProcessBuilder(command).inheritIO().start().waitFor();
  }
}
