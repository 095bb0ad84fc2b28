/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.worker.task;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.apache.kafka.clients.consumer.AcknowledgeType.ACCEPT;
import static org.apache.kafka.clients.consumer.AcknowledgeType.REJECT;
import static org.apache.kafka.clients.consumer.AcknowledgeType.RELEASE;
import static org.apache.kafka.clients.consumer.AcknowledgeType.RENEW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.ocrstream.contracts.Topic;
import io.ocrstream.worker.task.FakeShareConsumer.Told;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.DisconnectException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Tests what a slot acknowledges to the broker. The broker is a fake that follows the rules of
 * share consumers; other tests run slots against a real one.
 */
class TaskConsumerTest {
  private static final byte[] TASK = "task".getBytes(UTF_8);
  private static final Duration LONG = Duration.ofSeconds(30);

  /** Renewed after a third of this time. */
  private static final Duration LOCK = Duration.ofMillis(600);

  private final MockProducer<byte[], byte[]> producer =
      new MockProducer<>(false, null, new ByteArraySerializer(), new ByteArraySerializer());
  private final ScriptedHandler handler = new ScriptedHandler();
  private static final long PATIENCE_MILLIS = 60_000;

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final FakeShareConsumer consumer = new FakeShareConsumer(LOCK);
  private final TaskConsumer slot =
      new TaskConsumer(
          "slot",
          consumer,
          Topic.RECOGNISE,
          new TaskRunner(handler, new CompletionPublisher(producer), Topic.RECOGNISED, 5),
          new WorkerMetrics(meters),
          new IdlePolls(System::nanoTime));
  private final Thread thread = new Thread(slot, "slot");

  @AfterEach
  void stop() throws InterruptedException {
    slot.stop(Duration.ZERO);
    handler.end();
    join();
    assertThat(consumer.closed).isTrue();
  }

  /**
   * A poll that meets the marker of a transaction's end returns nothing more until it times out.
   */
  @Test
  void shouldPollForMomentsOnly() {
    start();
    consumer.deliver(Deliveries.first(0, TASK));
    await("published").until(producer::completeNext);
    assertThat(consumer.longestPoll).isBetween(Duration.ofMillis(1), Duration.ofMillis(50));
    awaitTold(new Told(0, ACCEPT));
  }

  @Test
  void shouldAcceptOnlyWhenTheCompletionIsDurable() {
    start();
    consumer.deliver(Deliveries.first(0, TASK));
    await("published").until(() -> !producer.history().isEmpty());
    assertThat(consumer.told()).doesNotContain(new Told(0, ACCEPT));

    completeNext();
    awaitTold(new Told(0, ACCEPT));

    consumer.deliver(Deliveries.first(1, TASK));
    completeNext();
    awaitTold(new Told(1, ACCEPT));
    assertThat(ended("completed")).isEqualTo(2);
  }

  @Test
  void shouldReleaseWhenTheCompletionCannotBePublished() {
    start();
    consumer.deliver(Deliveries.first(0, TASK));

    await("published").until(() -> producer.errorNext(new DisconnectException("gone")));

    awaitTold(new Told(0, RELEASE));
    assertThat(consumer.told()).doesNotContain(new Told(0, ACCEPT));
    assertThat(ended("released")).isEqualTo(1);
  }

  @Test
  void shouldRejectWhenTheRecordIsNoTaskAndGoOn() {
    start();
    consumer.deliver(Deliveries.first(0, null));
    awaitTold(new Told(0, REJECT));

    consumer.deliver(Deliveries.first(1, TASK));
    completeNext();
    awaitTold(new Told(1, ACCEPT));
  }

  @Test
  void shouldRenewUntilLongWorkIsDone() throws InterruptedException {
    handler.hold();
    start();
    consumer.deliver(Deliveries.first(0, TASK));
    awaitLatch(handler.begun());
    assertThat(meters.get("ocr.slots.busy").tag("tasks", "ocr.recognise").gauge().value())
        .isEqualTo(1);
    await("renewed twice").until(() -> consumer.told().size() >= 2);

    handler.end();
    completeNext();

    awaitTold(new Told(0, ACCEPT));
    assertThat(consumer.told()).startsWith(new Told(0, RENEW), new Told(0, RENEW));
    assertThat(consumer.told()).filteredOn(t -> t.type() != RENEW).hasSize(1);
  }

  @Test
  void shouldGiveTheWorkUpWhenItsLockIsLost() throws InterruptedException {
    handler.hold();
    consumer.locksAreLost = true;
    start();
    consumer.deliver(Deliveries.first(0, TASK));

    awaitLatch(handler.interrupted());
    consumer.locksAreLost = false;

    consumer.deliver(Deliveries.first(1, TASK));
    completeNext();
    awaitTold(new Told(1, ACCEPT));
    assertThat(consumer.told()).as("nothing of the lost one").allMatch(t -> t.offset() == 1);
    assertThat(locksLost()).isEqualTo(1);
  }

  @Test
  void shouldGiveTheWorkUpWhenItsRenewedRecordDoesNotComeBack() throws InterruptedException {
    handler.hold();
    consumer.renewedAreKept = true;
    start();
    consumer.deliver(Deliveries.first(0, TASK));

    awaitLatch(handler.interrupted());

    await("counted").until(() -> locksLost() == 1);
    assertThat(consumer.told()).containsExactly(new Told(0, RENEW));
  }

  @Test
  void shouldGiveTheWorkUpWhenTheBrokerFailsWhileItRenews() throws InterruptedException {
    handler.hold();
    consumer.nextCommit = new KafkaException("broken");
    start();
    consumer.deliver(Deliveries.first(0, TASK));

    awaitLatch(handler.interrupted());

    consumer.deliver(Deliveries.first(1, TASK));
    completeNext();
    awaitTold(new Told(1, ACCEPT));
  }

  @Test
  void shouldGoOnWhenTheBrokerFailsWhileItPolls() {
    consumer.nextPoll = new KafkaException("broken");
    start();

    consumer.deliver(Deliveries.first(0, TASK));
    completeNext();

    awaitTold(new Told(0, ACCEPT));
  }

  @Test
  void shouldEndWhenStoppedWhileIdle() throws InterruptedException {
    start();

    slot.stop(LONG);

    join();
    assertThat(consumer.closed).isTrue();
    assertThat(consumer.told()).isEmpty();
  }

  @Test
  void shouldFinishItsWorkWhenStoppedWithGrace() throws InterruptedException {
    handler.hold();
    start();
    consumer.deliver(Deliveries.first(0, TASK));
    awaitLatch(handler.begun());

    slot.stop(LONG);
    consumer.deliver(Deliveries.first(1, TASK));
    handler.end();
    completeNext();

    join();
    assertThat(consumer.told()).endsWith(new Told(0, ACCEPT)).allMatch(t -> t.offset() == 0);
  }

  @Test
  void shouldHandItsWorkBackWhenTheGraceIsOver() throws InterruptedException {
    handler.hold();
    start();
    consumer.deliver(Deliveries.first(0, TASK));
    awaitLatch(handler.begun());

    slot.stop(Duration.ofMillis(1));

    join();
    awaitLatch(handler.interrupted());
    assertThat(consumer.told()).endsWith(new Told(0, RELEASE));
    assertThat(producer.history()).isEmpty();
  }

  private void start() {
    thread.start();
  }

  private void join() throws InterruptedException {
    thread.join(PATIENCE_MILLIS);
    assertThat(thread.isAlive()).isFalse();
  }

  private void completeNext() {
    await("published").until(producer::completeNext);
  }

  private void awaitTold(Told expected) {
    await("told " + expected).until(() -> consumer.told().contains(expected));
  }

  private static void awaitLatch(CountDownLatch latch) throws InterruptedException {
    assertThat(latch.await(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)).isTrue();
  }

  /** Returns the counter, which is incremented shortly after the acknowledgement. */
  private double ended(String end) {
    await("counted").until(() -> sum("ocr.deliveries", "end", end) > 0);
    slot.stop(LONG);
    await("stopped").until(() -> !thread.isAlive());
    return sum("ocr.deliveries", "end", end);
  }

  private double locksLost() {
    return sum("ocr.locks.lost", "tasks", "ocr.recognise");
  }

  private double sum(String name, String tag, String value) {
    return meters.find(name).tag(tag, value).counters().stream().mapToDouble(Counter::count).sum();
  }
}
