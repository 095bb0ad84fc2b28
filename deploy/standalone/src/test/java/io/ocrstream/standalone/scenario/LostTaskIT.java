/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.standalone.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.AcknowledgeType;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaShareConsumer;
import org.apache.kafka.clients.consumer.ShareConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests that work is sent again after its deliveries are used up without a completion, and that
 * waiting work is never sent again.
 */
class LostTaskIT {
  private static final Duration PATIENCE = Duration.ofMinutes(4);
  private static final Duration LOSS_GRACE = Duration.ofSeconds(1);

  private static final int DELIVERY_LIMIT = 2;
  private static final Map<String, String> SETTINGS =
      Map.of(
          "ocr.topics.delivery-limit",
          Integer.toString(DELIVERY_LIMIT),
          "ocr.processor.loss-grace",
          LOSS_GRACE.toSeconds() + "s",
          "ocr.processor.loss-check-interval",
          "200ms");

  @TempDir private Path folder = Path.of("unset");

  @Test
  void shouldSendWorkAgainWhenItsDeliveriesAreUsedUp() throws Exception {
    try (TestCluster cluster = TestCluster.start(folder, SETTINGS);
        Ledger tasks = tasks(cluster)) {
      cluster.processor("processor");
      String event = publish(cluster, 1);
      useUpDeliveries(cluster);
      awaitTasks(tasks, 2);
      cluster.worker("worker");
      cluster.awaitAnswers(List.of(event));
      Answer answer = cluster.ledger().answer(event);
      assertThat(answer.source()).isEqualTo("ocr");
      try (Audit audit = cluster.audit()) {
        audit.everyEventIsAnsweredOnce().everyHashIsRight().everyTextIs(Pages.LINE);
      }
    }
  }

  /** The topic is quiet: no later task shows that the group is gone. */
  @Test
  void shouldSendWorkAgainWhenItsRecordsAndItsShareGroupAreDeleted() throws Exception {
    try (TestCluster cluster = TestCluster.start(folder, SETTINGS);
        Ledger tasks = tasks(cluster)) {
      cluster.processor("processor");
      Running worker = cluster.worker("worker");
      cluster.awaitAnswers(List.of(publish(cluster, 1)), PATIENCE);
      worker.close();
      String event = publish(cluster, 2);
      awaitTasks(tasks, 2);
      delete(cluster, tasks);
      awaitTasks(tasks, 3);
      cluster.worker("another-worker");
      cluster.awaitAnswers(List.of(event));
      try (Audit audit = cluster.audit()) {
        audit.everyEventIsAnsweredOnce().everyHashIsRight().everyTextIs(Pages.LINE);
      }
    }
  }

  private static void delete(TestCluster cluster, Ledger tasks) throws Exception {
    String group = cluster.prefix() + "ocr-recognise";
    try (Admin admin = Admin.create(cluster.client())) {
      await("the group has no member")
          .ignoreExceptionsInstanceOf(ExecutionException.class)
          .until(() -> admin.deleteShareGroups(List.of(group)).all().get() == null);
      Map<TopicPartition, RecordsToDelete> all = new HashMap<>();
      tasks
          .of("ocr.recognise")
          .forEach(
              task ->
                  all.put(
                      new TopicPartition(task.topic(), task.partition()),
                      RecordsToDelete.beforeOffset(-1)));
      admin.deleteRecords(all).all().get();
    }
  }

  @Test
  void shouldLeaveWorkAloneWhenItOnlyWaits() throws Exception {
    leavesWaitingWorkAlone(3);
  }

  @Tag("faults")
  @Test
  void shouldLeaveWorkAloneWhenItWaitsForLong() throws Exception {
    leavesWaitingWorkAlone(6);
  }

  /** Lets work wait for several times as long as it takes to judge a task lost. */
  private void leavesWaitingWorkAlone(int graces) throws Exception {
    try (TestCluster cluster = TestCluster.start(folder, SETTINGS);
        Ledger tasks = tasks(cluster)) {
      cluster.processor("processor");
      // Before the first worker starts.
      String early = publish(cluster, 1);
      awaitTasks(tasks, 1);
      tasks.poll(LOSS_GRACE.multipliedBy(graces));
      assertThat(tasks.of("ocr.recognise")).hasSize(1);
      Running worker = cluster.worker("worker");
      cluster.awaitAnswers(List.of(early));
      worker.close();
      // After the workers have stopped.
      String late = publish(cluster, 2);
      awaitTasks(tasks, 2);
      tasks.poll(LOSS_GRACE.multipliedBy(graces));
      assertThat(tasks.of("ocr.recognise")).hasSize(2);
      cluster.worker("another-worker");
      cluster.awaitAnswers(List.of(late));
      try (Audit audit = cluster.audit()) {
        audit.everyEventIsAnsweredOnce().everyHashIsRight().everyTextIs(Pages.LINE);
        assertThat(audit.tasks("ocr.recognise")).isEqualTo(2);
        assertThat(audit.engineRuns()).isEqualTo(2);
      }
    }
  }

  @Tag("faults")
  @Test
  void shouldLeaveWorkAloneWhenBrokersStampItThemselves() throws Exception {
    leavesStampedWorkAlone(3);
  }

  @Tag("faults")
  @Test
  void shouldLeaveWorkAloneForLongWhenBrokersStampItThemselves() throws Exception {
    leavesStampedWorkAlone(6);
  }

  /** The time of each record is then later than the time at which its flight sent it. */
  private void leavesStampedWorkAlone(int graces) throws Exception {
    try (TestCluster cluster = TestCluster.start(folder, SETTINGS);
        Ledger tasks = tasks(cluster)) {
      cluster.processor("processor");
      cluster.setTopic("ocr.recognise", "message.timestamp.type", "LogAppendTime");
      publish(cluster, 1);
      awaitTasks(tasks, 1);
      assertThat(tasks.of("ocr.recognise").get(0).timestampType())
          .isEqualTo(TimestampType.LOG_APPEND_TIME);
      tasks.poll(LOSS_GRACE.multipliedBy(graces));
      assertThat(tasks.of("ocr.recognise")).hasSize(1);
    }
  }

  /** The share group does not see a task whose transaction is undecided. */
  @Test
  void shouldSendNothingAgainWhileATaskOfTheSameTimeIsUndecided() throws Exception {
    try (TestCluster cluster = TestCluster.start(folder, SETTINGS);
        Ledger tasks = tasks(cluster);
        Producer<byte[], byte[]> other = transactional(cluster)) {
      cluster.processor("processor");
      publish(cluster, 1);
      awaitTasks(tasks, 1);
      other.beginTransaction();
      other.send(inAnotherPartition(tasks.of("ocr.recognise").get(0))).get();
      useUpDeliveries(cluster);
      tasks.poll(LOSS_GRACE.multipliedBy(4));
      assertThat(tasks.of("ocr.recognise")).hasSize(1);
      other.abortTransaction();
      awaitTasks(tasks, 2);
    }
  }

  private static ProducerRecord<byte[], byte[]> inAnotherPartition(
      ConsumerRecord<byte[], byte[]> task) {
    int partition = task.partition() == 0 ? 1 : 0;
    return new ProducerRecord<>(task.topic(), partition, task.key(), task.value());
  }

  private static Producer<byte[], byte[]> transactional(TestCluster cluster) {
    Map<String, Object> config = new HashMap<>(cluster.client());
    config.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, cluster.prefix() + "other");
    config.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, (int) PATIENCE.toMillis());
    Producer<byte[], byte[]> producer =
        new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
    producer.initTransactions();
    return producer;
  }

  private static Ledger tasks(TestCluster cluster) {
    return cluster.ledger("ocr.recognise");
  }

  private static void awaitTasks(Ledger tasks, int count) throws Exception {
    await(count + " tasks")
        .until(
            () -> {
              tasks.poll();
              return tasks.of("ocr.recognise").size() >= count;
            });
  }

  /** Publishes an event with a hash, which goes directly to recognition. */
  private static String publish(TestCluster cluster, int number) throws Exception {
    byte[] page = Pages.line(number);
    String uri = cluster.uploads().put("page-" + number + ".png", page);
    String event = cluster.uploads().publish(uri, "sha256:" + Audit.sha256(page));
    cluster.uploads().flush();
    return event;
  }

  /** Takes the task as often as it is delivered, and never completes it. */
  private static void useUpDeliveries(TestCluster cluster) throws Exception {
    try (ShareConsumer<byte[], byte[]> rogue =
        new KafkaShareConsumer<>(
            Map.of(
                "bootstrap.servers",
                cluster.kafka().bootstrapServers(),
                "group.id",
                cluster.prefix() + "ocr-recognise",
                "share.acknowledgement.mode",
                "explicit"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      rogue.subscribe(List.of(cluster.prefix() + "ocr.recognise"));
      for (int delivery = 1; delivery <= DELIVERY_LIMIT; delivery++) {
        ConsumerRecord<byte[], byte[]> task = next(rogue);
        assertThat(task.deliveryCount()).contains((short) delivery);
        rogue.acknowledge(task, AcknowledgeType.RELEASE);
        rogue.commitSync();
      }
    }
  }

  private static ConsumerRecord<byte[], byte[]> next(ShareConsumer<byte[], byte[]> consumer) {
    return await("a task")
        .until(() -> consumer.poll(Duration.ofMillis(100)), records -> !records.isEmpty())
        .iterator()
        .next();
  }
}
