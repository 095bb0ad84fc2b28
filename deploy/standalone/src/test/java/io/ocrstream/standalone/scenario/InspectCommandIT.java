/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.standalone.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.ocrstream.cli.CommandRun;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Answers of a real cluster as operators see them: in a row, and explained one by one. */
class InspectCommandIT {
  @TempDir private Path folder = Path.of("unset");

  @Test
  void shouldShowAnswersAndExplainAMissAHitAndAFailure() throws Exception {
    try (TestCluster cluster = TestCluster.start(folder, Map.of())) {
      cluster.processor("processor");
      cluster.worker("worker");
      String uri = cluster.uploads().put("page.png", Pages.line(1));
      String miss = cluster.uploads().publish(uri);
      cluster.awaitAnswers(List.of(miss));
      String hit = cluster.uploads().publish(uri);
      String lost = cluster.uploads().publish(uri + ".never");
      cluster.awaitAnswers(List.of(hit, lost));

      String all = run("tail", cluster, 0, "--since", "1h", "-n", "3");
      assertThat(all.lines()).hasSize(4).anyMatch(line -> line.contains("NOT_FOUND"));
      assertThat(all).contains("complete", miss, hit, lost).doesNotContain(Pages.LINE);
      assertThat(tail(cluster, "--id", hit, "--source", "cache"))
          .startsWith("{")
          .contains("\"event_id\":\"" + hit + '"', "\"source\":\"cache\"");
      assertThat(tail(cluster, "--code", "NOT_FOUND", "--status", "FAILED")).contains(lost);

      assertThat(inspect(cluster, 0, miss))
          .contains("miss: this event opened the flight", "recognise    task sent", "attempt 1")
          .contains("page 1", "key parts    engine tesseract", "options {\"engine\":")
          .contains("claims       hash no, etag no, ", "Redis holds this answer now")
          .doesNotContain(Pages.LINE);
      assertThat(inspect(cluster, 0, hit, "--json")).contains("{\"fact\":\"path\",\"text\":\"");
      assertThat(inspect(cluster, 0, lost)).contains("NOT_FOUND", "identify     task sent");
      assertThat(inspect(cluster, 1, "no-such-event")).contains("No record of this event");
    }
  }

  private static String tail(TestCluster cluster, String... filter) {
    List<String> arguments = new ArrayList<>(List.of("--json", "--since", "1h", "-n", "1"));
    arguments.addAll(List.of(filter));
    return run("tail", cluster, 0, arguments.toArray(String[]::new));
  }

  private static String inspect(TestCluster cluster, int exitCode, String... arguments) {
    return run("inspect", cluster, exitCode, arguments);
  }

  private static String run(
      String command, TestCluster cluster, int exitCode, String... arguments) {
    CommandRun run = CommandRun.of(cluster.all("inspector"), command, arguments);
    assertThat(run.exitCode()).as(run.err()).isEqualTo(exitCode);
    return run.out();
  }
}
