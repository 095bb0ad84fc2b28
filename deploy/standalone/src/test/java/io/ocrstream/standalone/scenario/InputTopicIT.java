/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.standalone.scenario;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.ocrstream.cli.CommandRun;
import io.ocrstream.kafka.OffsetSkip;
import io.ocrstream.standalone.StandaloneMain;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests what happens to the stream when others change {@code ocr.documents}: add partitions, leave
 * a transaction open, delete records, or write an unreadable one.
 */
class InputTopicIT {
  private static final int MORE_PARTITIONS = 4;

  private static final String SMALL_HEAP = "192m";

  /** More than half of that heap; the consumer has it twice. */
  private static final int BOMB_BYTES = 112 << 20;

  private static final Map<String, String> LOOKS_OFTEN =
      Map.of("ocr.processor.loss-check-interval", "200ms");

  @TempDir private Path folder = Path.of("unset");

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

  @Test
  void shouldGoOnWhenItsInputGetsMorePartitionsWhileItRuns() throws Exception {
    try (TestCluster cluster = TestCluster.start(folder, Map.of())) {
      cluster.processor("processor", meters);
      cluster.awaitAnswers(markers(cluster, "before", ScenarioSettings.PARTITIONS));
      try (Admin admin = admin(cluster)) {
        admin
            .createPartitions(
                Map.of(
                    cluster.prefix() + "ocr.documents", NewPartitions.increaseTo(MORE_PARTITIONS)))
            .all()
            .get();
        // A new member, so that tasks are assigned again.
        cluster.processor("another", new SimpleMeterRegistry());
        cluster.awaitAnswers(markers(cluster, "after", MORE_PARTITIONS));
        String changelog = cluster.prefix() + "ocr-processor-intake-counts-changelog";
        assertThat(
                requireNonNull(
                        admin
                            .describeTopics(List.of(changelog))
                            .allTopicNames()
                            .get()
                            .get(changelog))
                    .partitions())
            .hasSize(MORE_PARTITIONS);
      }
      assertThat(topics(cluster, "check")).startsWith("0 Ready");
    }
  }

  @Test
  void shouldShowEventsBehindATransactionThatIsNotEnded() throws Exception {
    try (TestCluster cluster = TestCluster.start(folder, LOOKS_OFTEN);
        Sender open =
            new Sender(
                cluster.kafka().bootstrapServers(),
                cluster.prefix(),
                Map.of("transactional.id", cluster.prefix() + "sender"))) {
      cluster.processor("processor", meters);
      open.producer().initTransactions();
      open.producer().beginTransaction();
      String event = open.marker(0, "in a transaction");
      Awaitility.await("it shows as lag").until(() -> gauge("ocr.stream.lag") > 0);

      open.producer().commitTransaction();
      cluster.awaitAnswers(List.of(event));
      Awaitility.await("it shows no more").until(() -> gauge("ocr.stream.lag") == 0);
    }
  }

  @Test
  void shouldCountEventsThatWereDeletedBeforeTheyWereTakenUp() throws Exception {
    try (TestCluster cluster = TestCluster.start(folder, LOOKS_OFTEN);
        Admin admin = admin(cluster)) {
      Running first = cluster.processor("processor");
      cluster.awaitAnswers(markers(cluster, "before", ScenarioSettings.PARTITIONS));
      first.close();
      for (int i = 0; i < 3; i++) {
        markers(cluster, "deleted-" + i, 1);
      }
      TopicPartition partition = new TopicPartition(cluster.prefix() + "ocr.documents", 0);
      admin.deleteRecords(Map.of(partition, RecordsToDelete.beforeOffset(-1))).all().get();

      cluster.processor("processor", meters);
      cluster.awaitAnswers(markers(cluster, "after", ScenarioSettings.PARTITIONS));
      Awaitility.await("they are counted").until(() -> gauge("ocr.events.skipped") == 3);
    }
  }

  @Test
  void shouldStepOverARecordWhenToldTo() throws Exception {
    try (TestCluster cluster = TestCluster.start(folder, Map.of());
        Sender sender = new Sender(cluster, "none");
        Ledger letters = cluster.ledger("ocr.dead-letters")) {
      Running first = cluster.processor("processor");
      cluster.awaitAnswers(markers(cluster, "before", ScenarioSettings.PARTITIONS));
      String input = cluster.prefix() + "ocr.documents-0";
      String[] skip = {"skip", "--partition", "0", "--offset", "1"};
      assertThat(topics(cluster, skip)).contains("3 ", "offset 1 does not exist yet");
      String missing = Integer.toString(ScenarioSettings.PARTITIONS);
      assertThat(topics(cluster, "skip", "--partition", missing, "--offset", "1"))
          .contains(
              "3 ",
              "does not exist; choose a partition from 0 to " + (ScenarioSettings.PARTITIONS - 1));
      first.close();
      var unread = sender.send(0, null, "{not json".getBytes(UTF_8)).get();
      assertThat(unread.offset()).isOne();
      String after = sender.marker(0, "after");

      assertThat(topics(cluster, skip)).contains("0 " + input + " would move from offset 1 to 2");
      String[] really = {"skip", "--partition", "0", "--offset", "1", "--yes"};
      assertThat(topics(cluster, really)).contains("0 " + input + " moved from offset 1 to 2");
      assertThat(topics(cluster, really))
          .contains("3 ", "offset 1 was read already; the next one is 2");

      cluster.processor("processor", meters);
      cluster.awaitAnswers(List.of(after));
      letters.catchUp();
      assertThat(letters.of("ocr.dead-letters")).as("it was not read").isEmpty();
    }
  }

  @Test
  void shouldStepOverARecordThatIsNearAndNoOther() throws Exception {
    try (TestCluster cluster = TestCluster.start(folder, Map.of());
        Sender sender = new Sender(cluster, "none")) {
      for (int offset = 0; offset <= OffsetSkip.SKIP_DISTANCE + 1; offset++) {
        var unused = sender.send(0, null, "{not json".getBytes(UTF_8));
      }
      sender.producer().flush();

      String tooFar = Long.toString(OffsetSkip.SKIP_DISTANCE + 1);
      assertThat(topics(cluster, "skip", "--partition", "0", "--offset", tooFar))
          .startsWith("3 ")
          .contains("the skip would drop the " + tooFar + " records");
      String near = Long.toString(OffsetSkip.SKIP_DISTANCE);
      assertThat(topics(cluster, "skip", "--partition", "0", "--offset", near))
          .startsWith("0 ")
          .contains("would move from offset 0 to " + tooFar);
    }
  }

  /**
   * Such a record reaches only topics whose compression is not as {@code topics create} sets it.
   */
  @Tag("faults")
  @Test
  void shouldEndAtOnceWhenARecordTakesAllMemoryAndGoOnWhenItIsSkipped() throws Exception {
    try (TestCluster cluster = TestCluster.start(folder, Map.of());
        Sender sender = new Sender(cluster, "gzip")) {
      ChildRole.Program small = new ChildRole.Program(StandaloneMain.class, SMALL_HEAP, Map.of());
      ChildRole processor = cluster.child(small, "processor", "processor");
      processor.awaitRunning();
      cluster.setTopic("ocr.documents", "compression.type", "producer");
      var unused = sender.send(0, null, new byte[BOMB_BYTES]).get();
      assertThat(processor.awaitEnd()).isEqualTo(3);
      assertThat(processor.log()).contains("Out of memory; the processor ends");
      cluster.setTopic("ocr.documents", "compression.type", "snappy");

      String[] skip = {"skip", "--partition", "0", "--offset", "0", "--yes"};
      Awaitility.await("the group is empty")
          .until(() -> topics(cluster, skip), said -> said.startsWith("0 "));
      cluster.processor("another", meters);
      cluster.awaitAnswers(List.of(sender.marker(0, "after")));
    }
  }

  private double gauge(String name) {
    return meters.get(name).gauge().value();
  }

  private static List<String> markers(TestCluster cluster, String name, int partitions)
      throws Exception {
    List<String> ids = new ArrayList<>();
    try (Sender sender = new Sender(cluster, "none")) {
      for (int partition = 0; partition < partitions; partition++) {
        ids.add(sender.marker(partition, name + "-" + partition));
      }
    }
    return ids;
  }

  private static Admin admin(TestCluster cluster) {
    return Admin.create(Map.of("bootstrap.servers", cluster.kafka().bootstrapServers()));
  }

  /** Returns the exit code and all output. */
  private static String topics(TestCluster cluster, String... arguments) {
    CommandRun run = CommandRun.of(cluster.address(), "topics", arguments);
    return run.exitCode() + " " + run.text();
  }
}
