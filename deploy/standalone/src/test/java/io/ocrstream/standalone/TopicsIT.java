/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ocrstream.cli.CommandRun;
import io.ocrstream.config.Settings;
import io.ocrstream.config.loader.SettingsLoader;
import io.ocrstream.contracts.ShareGroup;
import io.ocrstream.contracts.Topic;
import io.ocrstream.embedded.EmbeddedKafka;
import io.ocrstream.kafka.ClusterCheck;
import io.ocrstream.kafka.TopicsAdmin;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.FeatureUpdate;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Tests {@code topics create} and {@code topics check} against a real broker. Each test breaks a
 * working cluster in one way and checks the message.
 */
class TopicsIT {
  private static final int WORK_PARTITIONS = 3;

  private static final EmbeddedKafka KAFKA = EmbeddedKafka.temporary();
  private static final Admin ADMIN = Admin.create(config(KAFKA));
  private static final BrokerSettings BROKERS = new BrokerSettings(ADMIN);

  /** The result of a command. */
  @BeforeEach
  void create() throws Exception {
    CommandRun before =
        Awaitility.await("an empty cluster lacks every topic")
            .until(() -> run("check"), run -> missing(run) == Topic.values().length);
    assertThat(before.exitCode()).isEqualTo(3);

    assertThat(TopicsAdmin.create(settings()))
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(Topic.values()).map(Topic::topicName).toList());
  }

  private static long missing(CommandRun run) {
    return run.err().lines().filter(l -> l.endsWith("is missing; run `ocr topics create`")).count();
  }

  /** Makes the cluster empty. The next test's creation sets all settings of the share groups. */
  @AfterEach
  void deleteTopics() throws Exception {
    ADMIN.deleteTopics(ADMIN.listTopics().names().get()).all().get();
  }

  @AfterAll
  static void stop() {
    ADMIN.close();
    KAFKA.close();
  }

  /** The optional topic is missed only where it is configured. */
  @Test
  void shouldBeReadyWithoutTheTopicForReviewWhenItIsNotUsed() throws Exception {
    ADMIN.deleteTopics(List.of(Topic.REVIEW.topicName())).all().get();
    assertThat(await("check", 3, 1).err()).contains("topic ocr.review is missing");

    CommandRun without = run("check", "--set", "ocr.topics.review=false");
    assertThat(without.err()).isEmpty();
    assertThat(without.exitCode()).isZero();
    assertThat(run("create", "--set", "ocr.topics.review=false").out())
        .contains("All topics existed");
    assertThat(run("create").out()).contains("[ocr.review]");
  }

  @Test
  void shouldBeReadyWhenCreatedAndChangeNothingWhenCreatedAgain() throws Exception {
    assertThat(ClusterCheck.require(settings()))
        .isEqualTo(new ClusterCheck.Facts(WORK_PARTITIONS, 4));
    Map<ConfigResource, Map<String, String>> before = BROKERS.everySetting();
    assertThat(before.get(BrokerSettings.topic(Topic.RESULTS)))
        .containsEntry("compression.type", "zstd")
        .containsEntry("retention.ms", Long.toString(Topic.RESULTS.retention().toMillis()));
    assertThat(before.get(BrokerSettings.group(ShareGroup.RECOGNISE)))
        .containsEntry("share.session.timeout.ms", "3000")
        .containsEntry("share.heartbeat.interval.ms", "1000");

    CommandRun again = run("create");
    CommandRun check = run("check");

    assertThat(again)
        .isEqualTo(
            new CommandRun(0, "All topics existed\nApplied the share groups' settings\n", ""));
    assertThat(check)
        .isEqualTo(
            new CommandRun(0, "Ready: 3 work partitions, at most 4 deliveries of a task\n", ""));
    assertThat(BROKERS.everySetting()).isEqualTo(before);
    assertThat(BROKERS.partitions(Topic.RECOGNISED)).isEqualTo(WORK_PARTITIONS);
    assertThat(BROKERS.partitions(Topic.DOCUMENTS)).isEqualTo(2);
  }

  @Test
  void shouldSayEveryProblemAtOnceAndMendWhatItCan() throws Exception {
    ADMIN.deleteTopics(List.of("ocr.failures")).all().get();
    BROKERS.set(
        BrokerSettings.topic(Topic.RESULTS),
        "max.message.bytes",
        Integer.toString(Topic.MAX_RECORD_BYTES - 1));
    ADMIN.createPartitions(Map.of("ocr.identified", NewPartitions.increaseTo(5))).all().get();
    BROKERS.set(
        BrokerSettings.group(ShareGroup.IDENTIFY), "share.isolation.level", "read_uncommitted");
    BROKERS.set(BrokerSettings.group(ShareGroup.RECOGNISE), "share.auto.offset.reset", "latest");

    String said = await("check", 3, 5).err();

    assertThat(said)
        .contains("topic ocr.failures is missing; run `ocr topics create`")
        .contains(
            "topic ocr.results has max.message.bytes=8388607: the limit rejects valid records; run"
                + " kafka-configs.sh --alter --entity-type topics --entity-name ocr.results"
                + " --add-config max.message.bytes=8454144")
        .contains("task and completion topics must have one partition count")
        .contains("ocr.identified=5")
        .contains(
            "share group ocr-identify has share.isolation.level=read_uncommitted, not"
                + " read_committed; run `ocr topics create`")
        .contains(
            "share group ocr-recognise has share.auto.offset.reset=latest, not earliest; run `ocr"
                + " topics create`");

    BROKERS.set(
        BrokerSettings.topic(Topic.RESULTS),
        "max.message.bytes",
        Integer.toString(Topic.MAX_RECORD_BYTES));
    CommandRun mended = await("create", 3, 1);
    assertThat(mended.err())
        .as("partitions are the operator's to mend")
        .contains("ocr.identified=5")
        .doesNotContain("ocr.failures", "ocr.results", "share group");
    assertThat(ADMIN.listTopics().names().get()).contains("ocr.failures");
  }

  /** Each of these stops the stream, loses answers, or makes waiting work look lost. */
  @Test
  void shouldSayWhichSettingsOfTopicsTheStreamDoesNotBear() throws Exception {
    BROKERS.set(BrokerSettings.topic(Topic.DEAD_LETTERS), "cleanup.policy", "compact");
    BROKERS.set(BrokerSettings.topic(Topic.STATS), "cleanup.policy", "delete");
    BROKERS.set(BrokerSettings.topic(Topic.FAILURES), "message.timestamp.before.max.ms", "599999");
    BROKERS.set(BrokerSettings.topic(Topic.RESULTS), "message.timestamp.after.max.ms", "599999");
    BROKERS.set(BrokerSettings.topic(Topic.IDENTIFY), "message.timestamp.type", "LogAppendTime");
    BROKERS.set(BrokerSettings.topic(Topic.DOCUMENTS), "compression.type", "producer");

    assertThat(await("check", 3, 6).err())
        .contains("ocr.dead-letters has cleanup.policy=compact")
        .contains("--entity-name ocr.stats --add-config cleanup.policy=[compact,delete]")
        .contains("ocr.failures has message.timestamp.before.max.ms=599999")
        .contains("ocr.results has message.timestamp.after.max.ms=599999")
        .contains("--entity-name ocr.identify --add-config message.timestamp.type=CreateTime")
        .contains("ocr.documents has compression.type=producer");

    BROKERS.set(BrokerSettings.topic(Topic.FAILURES), "message.timestamp.before.max.ms", "600000");
    BROKERS.set(BrokerSettings.topic(Topic.RESULTS), "message.timestamp.after.max.ms", "600000");
    BROKERS.set(BrokerSettings.topic(Topic.DOCUMENTS), "compression.type", "uncompressed");
    assertThat(await("check", 3, 3).err()).doesNotContain("documents", "results", "failures");
  }

  @Test
  void shouldBoundRecordsOfEventsFromBothSides() throws Exception {
    int least = Topic.MAX_EVENT_RECORD_BYTES;
    int most = least + Topic.BATCH_OVERHEAD_BYTES;
    for (int wrong : List.of(least - 1, most + 1)) {
      BROKERS.set(
          BrokerSettings.topic(Topic.DOCUMENTS), "max.message.bytes", Integer.toString(wrong));
      assertThat(await("check", 3, 1).err()).contains("ocr.documents has max.message.bytes=");
    }
    for (int right : List.of(least, most)) {
      BROKERS.set(
          BrokerSettings.topic(Topic.DOCUMENTS), "max.message.bytes", Integer.toString(right));
      assertThat(await("check", 0, 0).out()).startsWith("Ready");
    }
  }

  /** Without KIP-890, Kafka itself can lose writes of transactions or expose aborted ones. */
  @Test
  void shouldRefuseABrokerWhoseTransactionsAreOfTheOldKind() throws Exception {
    BROKERS.setTransactionVersion(1, FeatureUpdate.UpgradeType.SAFE_DOWNGRADE);
    try {
      assertThat(await("check", 3, 1).err())
          .contains("kafka-features.sh upgrade --feature transaction.version=2");
    } finally {
      BROKERS.setTransactionVersion(2, FeatureUpdate.UpgradeType.UPGRADE);
    }
    assertThat(await("check", 0, 0).out()).startsWith("Ready");
  }

  /** A hundred megabytes of blanks are a few kilobytes compressed. The sender gets an error. */
  @Test
  void shouldNotTakeWhatUnpacksToMoreThanAConsumerBears() {
    byte[] blanks = new byte[100 << 20];
    Arrays.fill(blanks, (byte) ' ');
    for (String compression : List.of("gzip", "zstd", "lz4", "snappy")) {
      try (Producer<byte[], byte[]> sender = sender(compression)) {
        assertThatThrownBy(() -> sender.send(new ProducerRecord<>("ocr.documents", blanks)).get())
            .as(compression)
            .hasCauseInstanceOf(RecordTooLargeException.class);
      }
    }
  }

  private Producer<byte[], byte[]> sender(String compression) {
    Map<String, Object> config = new HashMap<>(config(KAFKA));
    config.put("compression.type", compression);
    config.put("max.request.size", 512 << 20);
    config.put("buffer.memory", 512 << 20);
    return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
  }

  @Test
  void shouldRefuseToStartWhenGroupsAreOnTheBrokersDefaults() throws Exception {
    for (ShareGroup group : ShareGroup.values()) {
      for (String key : List.of("share.isolation.level", "share.auto.offset.reset")) {
        BROKERS.alter(
            BrokerSettings.group(group),
            new AlterConfigOp(new ConfigEntry(key, ""), AlterConfigOp.OpType.DELETE));
      }
    }

    assertThat(await("check", 3, 4).err())
        .contains("ocr-identify", "ocr-recognise")
        .doesNotContain("topic ");
  }

  @Test
  void shouldEndWithUsageWhenASettingIsWrong() {
    CommandRun unknown = run("check", "--set", "ocr.topics.partitions=3");
    assertThat(unknown.exitCode()).isEqualTo(2);
    assertThat(unknown.err()).contains("ocr.topics.partitions");

    assertThat(run("check", "--unknown").exitCode()).isEqualTo(2);
    assertThat(run("create", "--set", "ocr.topics.work-partitions=0").exitCode()).isEqualTo(2);
  }

  private CommandRun run(String command, String... options) {
    return CommandRun.of(overrides(), "topics " + command, options);
  }

  /**
   * Repeats the command until the changed settings are in effect. Checks its exit code and number
   * of problems.
   */
  private CommandRun await(String command, int exitCode, long problems) {
    return Awaitility.await(problems + " problems")
        .until(
            () -> run(command),
            run ->
                run.exitCode() == exitCode
                    && run.err().lines().filter(l -> l.startsWith("  - ")).count() == problems);
  }

  private Map<String, String> overrides() {
    return Map.of(
        "ocr.kafka.bootstrap-servers",
        KAFKA.bootstrapServers(),
        "ocr.topics.work-partitions",
        Integer.toString(WORK_PARTITIONS),
        "ocr.topics.entry-partitions",
        "2",
        "ocr.topics.review",
        "true",
        "ocr.topics.delivery-limit",
        "4",
        "ocr.topics.worker-session-timeout",
        "3s");
  }

  private Settings settings() {
    return SettingsLoader.of(overrides());
  }

  private static Map<String, Object> config(EmbeddedKafka kafka) {
    return Map.of("bootstrap.servers", kafka.bootstrapServers());
  }
}
