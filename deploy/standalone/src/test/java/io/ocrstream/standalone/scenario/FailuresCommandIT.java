/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.standalone.scenario;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ocrstream.cli.CommandRun;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests failures and dead letters of a real cluster: they are listed, and replayed after their
 * cause is gone.
 */
class FailuresCommandIT {

  @TempDir private Path folder = Path.of("unset");

  /** The output and exit code of a command. */
  @Test
  void shouldReplayAFailureAsItWasOnceItsCauseIsGone() throws Exception {
    try (TestCluster cluster = TestCluster.start(folder, Map.of())) {
      cluster.processor("processor");
      cluster.worker("worker");
      String uri = "file://" + folder.toRealPath().resolve("documents").resolve("late.png");
      String id = cluster.uploads().publish(uri);
      String other = cluster.uploads().publish(uri + ".never");
      cluster.awaitAnswers(List.of(id, other));

      CommandRun listed = failures(cluster, "list", "--code", "NOT_FOUND");
      assertThat(listed.text().lines()).hasSize(3);
      assertThat(listed.text().lines().findFirst().orElseThrow())
          .contains("document", "event", "message");
      assertThat(listed.text())
          .contains(id, "document of " + id, "ocr.documents-", "NOT_FOUND")
          .contains(cluster.ledger().answers().get(0).json().path("message").textValue());
      assertThat(failures(cluster, "list", "--since", "1h").text()).isEqualTo(listed.text());
      assertThat(failures(cluster, "list", "--code", "CORRUPT").exitCode()).isEqualTo(1);
      assertThat(failures(cluster, "list", "--document", "document of " + id, "--json").text())
          .startsWith("{")
          .contains("\"event_id\":\"" + id + '"')
          .doesNotContain(other);
      assertThat(failures(cluster, "show", id).text())
          .contains("__streams.errors.offset: ")
          .contains("__connect.errors.stage: ")
          .contains("ocr.attempt: 1");
      assertThat(failures(cluster, "show", "no such event"))
          .isEqualTo(new CommandRun(1, "No failures of this event" + System.lineSeparator(), ""));

      assertThat(failures(cluster, "replay").text()).contains("0 to replay");
      assertThat(failures(cluster, "replay", "--all").text()).contains("2 to replay with --yes");
      cluster.ledger().poll(Duration.ofSeconds(1));
      assertThat(answers(cluster)).as("a dry run publishes nothing").hasSize(2);

      cluster.uploads().put("late.png", Pages.line(1));
      assertThat(failures(cluster, "replay", "--all", "--yes").text())
          .contains("2 replayed, 0 skipped, 0 rejected");
      await("the replayed are answered").until(() -> polled(cluster).size() == 4);
      Answer result = cluster.ledger().answers().get(0);
      assertThat(result.isResult()).isTrue();
      assertThat(result.eventId()).as("the event's own identity").isEqualTo(id);
      assertThat(result.text()).isEqualTo(Pages.LINE);

      CommandRun again =
          failures(
              cluster,
              "replay",
              "--all",
              "--yes",
              "--max-replays",
              "1",
              "--document",
              "document of " + other);
      assertThat(again.text()).contains("0 replayed, 1 skipped, 1 rejected");

      String signed = cluster.uploads().publish("https://user:PASSX@example.org/a?sig=SIGX");
      cluster.awaitAnswers(List.of(signed));
      for (String[] ask : List.of(new String[] {"list"}, new String[] {"list", "--json"})) {
        assertThat(failures(cluster, ask).text()).contains(signed).doesNotContain("PASSX", "SIGX");
      }
      assertThat(failures(cluster, "show", signed).text())
          .contains("https://example.org/a")
          .doesNotContain("PASSX", "SIGX");
    }
  }

  @Test
  void shouldListAndReplayDeadLetters() throws Exception {
    try (TestCluster cluster = TestCluster.start(folder, Map.of());
        Producer<byte[], byte[]> producer = producer(cluster);
        Ledger letters = cluster.ledger("ocr.dead-letters")) {
      cluster.processor("processor");
      byte[] junk = "{not json: secret-text".getBytes(UTF_8);
      var unused =
          producer
              .send(new ProducerRecord<>(cluster.prefix() + "ocr.documents", 0, null, junk))
              .get();
      awaitLetters(letters, 1);

      CommandRun listed = deadLetters(cluster, "list", "--reason", "NOT_JSON");
      assertThat(listed.exitCode()).isZero();
      assertThat(listed.text()).contains("ocr.documents-0@0").doesNotContain("secret-text");
      assertThat(deadLetters(cluster, "list", "--reason", "OTHER").exitCode()).isEqualTo(1);
      var letter = letters.of("ocr.dead-letters").get(0);
      assertThat(deadLetters(cluster, "show", "" + letter.partition(), "" + letter.offset()).text())
          .contains("ocr.reason: NOT_JSON")
          .doesNotContain("secret-text");

      assertThat(deadLetters(cluster, "replay").text()).contains("1 to replay with --yes");
      assertThat(deadLetters(cluster, "replay", "--yes").text()).contains("1 replayed");
      awaitLetters(letters, 2);
      assertThat(letters.of("ocr.dead-letters"))
          .allSatisfy(record -> assertThat(record.value()).isEqualTo(junk));
      assertThat(deadLetters(cluster, "replay", "--yes", "--max-replays", "1").text())
          .contains("1 rejected");
    }
  }

  private static void awaitLetters(Ledger letters, int count) throws Exception {
    await(count + " dead letters")
        .until(
            () -> {
              letters.poll();
              return letters.of("ocr.dead-letters").size() == count;
            });
  }

  private static List<Answer> polled(TestCluster cluster) {
    cluster.ledger().poll();
    return answers(cluster);
  }

  private static List<Answer> answers(TestCluster cluster) {
    return cluster.ledger().answers();
  }

  private static Producer<byte[], byte[]> producer(TestCluster cluster) {
    return new KafkaProducer<>(
        cluster.client(), new ByteArraySerializer(), new ByteArraySerializer());
  }

  private static CommandRun failures(TestCluster cluster, String... arguments) {
    return run("failures", cluster, arguments);
  }

  private static CommandRun deadLetters(TestCluster cluster, String... arguments) {
    return run("dead-letters", cluster, arguments);
  }

  private static CommandRun run(String command, TestCluster cluster, String... arguments) {
    return CommandRun.of(cluster.address(), command, arguments);
  }
}
