/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.worker.task;

import io.ocrstream.contracts.Topic;
import io.ocrstream.contracts.TraceParent;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * Runs one delivery of a task, on a thread other than the consumer's.
 *
 * <p><b>Threading:</b> runs on the job thread of the slot.
 */
final class TaskRunner {
  private static final Logger LOG = LoggerFactory.getLogger(TaskRunner.class);

  /** The key in the {@code mdc} object of JSON logs. */
  private static final String TRACE_ID = "trace_id";

  private final TaskHandler handler;
  private final CompletionPublisher publisher;
  private final Topic completions;
  private final int deliveryLimit;

  TaskRunner(
      TaskHandler handler, CompletionPublisher publisher, Topic completions, int deliveryLimit) {
    this.handler = handler;
    this.publisher = publisher;
    this.completions = completions;
    this.deliveryLimit = deliveryLimit;
  }

  /** The end of a delivery. */
  enum End {
    /** The completion is durable and the task is done. */
    COMPLETED,
    /**
     * The completion is not durable, through no fault of the task. Another delivery may succeed.
     */
    RELEASED,
    /** The record is not a task. */
    REJECTED
  }

  End run(ConsumerRecord<byte[], byte[]> record) throws InterruptedException {
    if (record.key() == null || record.value() == null) {
      LOG.error("Rejected a record of {} without key or value", record.topic());
      return End.REJECTED;
    }
    String trace = traceparent(record);
    try {
      logged(trace);
      publisher.publish(completions, record.key(), completion(record), trace);
      return End.COMPLETED;
    } catch (ExecutionException e) {
      LOG.warn("A completion could not be published; its task is released: {}", e.toString());
      return End.RELEASED;
    } catch (UncheckedIOException e) {
      LOG.error("Rejected a record of {} that is not a task", record.topic());
      return End.REJECTED;
    } finally {
      MDC.remove(TRACE_ID);
    }
  }

  private static @Nullable String traceparent(ConsumerRecord<byte[], byte[]> record) {
    Header header = record.headers().lastHeader(TraceParent.HEADER);
    return header == null ? null : TraceParent.parse(header.value());
  }

  /** Adds the trace ID of the task's leading event to what this thread logs. */
  private static void logged(@Nullable String trace) {
    if (trace != null) {
      MDC.put(TRACE_ID, TraceParent.traceId(trace));
    }
  }

  private byte[] completion(ConsumerRecord<byte[], byte[]> record) throws InterruptedException {
    Optional<Short> deliveries = record.deliveryCount();
    if (deliveries.isPresent() && deliveries.get() >= deliveryLimit) {
      return handler.exhausted(record.value(), deliveries.get());
    }
    try {
      return handler.handle(record.value());
    } catch (RuntimeException | LinkageError | StackOverflowError | OutOfMemoryError e) {
      // A defect must not end the slot. The event gets an answer and the defect is logged.
      LOG.error("A task failed with an unexpected exception", e);
      return handler.defect(record.value(), e);
    }
  }
}
