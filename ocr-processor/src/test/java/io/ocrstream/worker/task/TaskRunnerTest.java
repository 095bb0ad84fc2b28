/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.worker.task;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.ocrstream.contracts.Topic;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

class TaskRunnerTest {
  private static final int DELIVERY_LIMIT = 5;
  private static final String TRACE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
  private static final byte[] TASK = "task".getBytes(UTF_8);

  private final MockProducer<byte[], byte[]> producer =
      new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
  private final ScriptedHandler handler = new ScriptedHandler();
  private final TaskRunner job =
      new TaskRunner(handler, new CompletionPublisher(producer), Topic.RECOGNISED, DELIVERY_LIMIT);

  @AfterEach
  void clearInterrupt() {
    var unused = Thread.interrupted();
  }

  @Test
  void shouldPublishUnderTheTasksKeyWhenWorkIsDone() throws InterruptedException {
    assertThat(job.run(Deliveries.first(0, TASK))).isEqualTo(TaskRunner.End.COMPLETED);

    ProducerRecord<byte[], byte[]> published = producer.history().get(0);
    assertThat(published.topic()).isEqualTo("ocr.recognised");
    assertThat(published.key()).isEqualTo(Deliveries.KEY);
    assertThat(published.value()).asString(UTF_8).isEqualTo("handled");
  }

  @Test
  void shouldCarryTheTraceFromTaskToCompletion() throws InterruptedException {
    ConsumerRecord<byte[], byte[]> task = Deliveries.first(0, TASK);
    task.headers().add("traceparent", TRACE.getBytes(UTF_8));
    task.headers().add("other", TASK);

    assertThat(job.run(task)).isEqualTo(TaskRunner.End.COMPLETED);

    assertThat(producer.history().get(0).headers())
        .extracting(header -> header.key() + "=" + new String(header.value(), UTF_8))
        .containsExactly("traceparent=" + TRACE);
    assertThat(MDC.get("trace_id")).as("of this task only").isNull();
  }

  @Test
  void shouldCarryNoTraceThatIsNone() throws InterruptedException {
    ConsumerRecord<byte[], byte[]> task = Deliveries.first(0, TASK);
    task.headers().add("traceparent", (TRACE + "0").getBytes(UTF_8));

    assertThat(job.run(task)).isEqualTo(TaskRunner.End.COMPLETED);

    assertThat(producer.history().get(0).headers()).isEmpty();
  }

  @Test
  void shouldStillWorkWhenOneDeliveryIsLeft() throws InterruptedException {
    assertThat(completion(Deliveries.nth(DELIVERY_LIMIT - 1, 0, TASK))).isEqualTo("handled");
  }

  @Test
  void shouldAnswerWithoutWorkWhenItIsTheLastDelivery() throws InterruptedException {
    assertThat(completion(Deliveries.nth(DELIVERY_LIMIT, 0, TASK))).isEqualTo("exhausted after 5");
    assertThat(handler.begun().getCount()).as("not begun").isEqualTo(1);
  }

  @Test
  void shouldAnswerForTheDefectWhenWorkThrows() throws InterruptedException {
    handler.failing = true;

    assertThat(completion(Deliveries.first(0, TASK))).isEqualTo("defect IllegalStateException");
  }

  @Test
  void shouldReleaseWhenTheCompletionCannotBePublished() throws Exception {
    MockProducer<byte[], byte[]> refusing =
        new MockProducer<>(false, null, new ByteArraySerializer(), new ByteArraySerializer());
    TaskRunner late =
        new TaskRunner(handler, new CompletionPublisher(refusing), Topic.RECOGNISED, 5);
    CompletableFuture<TaskRunner.End> end =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return late.run(Deliveries.first(0, TASK));
              } catch (InterruptedException e) {
                throw new AssertionError(e);
              }
            });
    await("sent").until(() -> !refusing.history().isEmpty());
    assertThat(end).as("not before it is durable").isNotDone();

    assertThat(refusing.errorNext(new TimeoutException("no acknowledgement"))).isTrue();

    assertThat(end.get()).isEqualTo(TaskRunner.End.RELEASED);
  }

  @Test
  void shouldRejectWhenTheRecordHasNoValue() throws InterruptedException {
    assertThat(job.run(Deliveries.first(0, null))).isEqualTo(TaskRunner.End.REJECTED);
    assertThat(producer.history()).isEmpty();
  }

  @Test
  void shouldRejectWhenTheRecordHasNoKey() throws InterruptedException {
    assertThat(job.run(new ConsumerRecord<>("ocr.recognise", 0, 0, null, TASK)))
        .isEqualTo(TaskRunner.End.REJECTED);
  }

  @Test
  void shouldRejectWhenTheRecordIsNoTask() throws InterruptedException {
    handler.failing = true;
    handler.failure = new UncheckedIOException(new IOException("not JSON"));

    assertThat(job.run(Deliveries.first(0, "no task".getBytes(UTF_8))))
        .isEqualTo(TaskRunner.End.REJECTED);
    assertThat(producer.history()).isEmpty();
  }

  @Test
  void shouldEndWithTheInterruptWhenItIsGivenUp() {
    ScriptedHandler held = handler.hold();
    Thread.currentThread().interrupt();

    assertThatExceptionOfType(InterruptedException.class)
        .isThrownBy(() -> job.run(Deliveries.first(0, TASK)));
    assertThat(held.interrupted().getCount()).isZero();
    assertThat(producer.history()).isEmpty();
  }

  private String completion(ConsumerRecord<byte[], byte[]> record) throws InterruptedException {
    assertThat(job.run(record)).isEqualTo(TaskRunner.End.COMPLETED);
    return new String(producer.history().get(0).value(), UTF_8);
  }
}
