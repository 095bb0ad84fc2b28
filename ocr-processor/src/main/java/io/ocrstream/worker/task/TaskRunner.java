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
 * One delivery of one task, worked on away from the consumer's thread.
 *
 * <p><b>Threading:</b> runs on the slot's job thread.
 */
final class TaskRunner {
  private static final Logger LOG = LoggerFactory.getLogger(TaskRunner.class);

  /** In JSON logs, under {@code mdc}. */
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

  /** How a delivery ended. */
  enum End {
    /** Its completion is durable: the task is done. */
    COMPLETED,
    /** It is not, through no fault of the task: another delivery may succeed. */
    RELEASED,
    /** The record is no task. */
    REJECTED
  }

  End run(ConsumerRecord<byte[], byte[]> record) throws InterruptedException {
    if (record.key() == null || record.value() == null) {
      LOG.error("a record of {} without key or value was rejected", record.topic());
      return End.REJECTED;
    }
    String trace = traceparent(record);
    try {
      logged(trace);
      publisher.publish(completions, record.key(), completion(record), trace);
      return End.COMPLETED;
    } catch (ExecutionException e) {
      LOG.warn("a completion could not be published, its task is released: {}", e.toString());
      return End.RELEASED;
    } catch (UncheckedIOException e) {
      LOG.error("a record of {} that is no task was rejected", record.topic());
      return End.REJECTED;
    } finally {
      MDC.remove(TRACE_ID);
    }
  }

  private static @Nullable String traceparent(ConsumerRecord<byte[], byte[]> record) {
    Header header = record.headers().lastHeader(TraceParent.HEADER);
    return header == null ? null : TraceParent.parse(header.value());
  }

  /** What this thread logs meanwhile names the trace: of the event that leads, where more wait. */
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
      // Whatever it is, it must not cost the slot: the event is answered, the defect is logged.
      LOG.error("a task failed in a way that is not provided for", e);
      return handler.defect(record.value(), e);
    }
  }
}
