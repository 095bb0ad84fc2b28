/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.standalone.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ocrstream.cli.CommandRun;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The doctor of a whole cluster: all is well, then a topic is missing. */
class DoctorIT {
  @TempDir private Path folder = Path.of("unset");

  @Test
  void shouldFindNothingWrongUntilATopicIsDeleted() throws Exception {
    try (TestCluster cluster = TestCluster.start(folder, Map.of())) {
      String healthy = doctor(cluster, 0);
      assertThat(healthy)
          .contains("kafka brokers", "kafka features", "kafka topics", "worker: all granted")
          .contains("tesseract 5.", "model digest", "documents can be read")
          .doesNotContain("fail  ");

      try (Admin admin = Admin.create(cluster.client())) {
        admin.deleteTopics(List.of(cluster.prefix() + "ocr.failures")).all().get();
        await("deleted")
            .until(
                () ->
                    !admin.listTopics().names().get().contains(cluster.prefix() + "ocr.failures"));
      }
      assertThat(doctor(cluster, 3))
          .contains("ocr.failures is missing; run `ocr topics create`")
          .contains("fail  kafka topics");
    }
  }

  private static String doctor(TestCluster cluster, int exitCode) {
    CommandRun run = CommandRun.of(cluster.all("doctor"), "doctor");
    assertThat(run.exitCode()).as(run.text()).isEqualTo(exitCode);
    return run.text();
  }
}
