/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.worker.task;

import io.micrometer.core.instrument.Timer;
import io.ocrstream.contracts.Topic;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.AcknowledgeType;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ShareConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicIdPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A slot: a share consumer that works on one task at a time. The work runs on another thread. The
 * consumer's thread renews the lock of the task until the work ends, and acknowledges the task
 * after its completion is durable.
 *
 * <p>A renewed record must be polled again before it can be acknowledged again (KIP-1222).
 * Therefore a renewal consists of acknowledge, commit and poll.
 *
 * <p><b>Threading:</b> {@link #run} is the consumer's only thread; {@link #stop} may be called from
 * any. <b>Fails:</b> broker errors are logged and do not end the slot; the client reconnects by
 * itself.
 */
final class TaskConsumer implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(TaskConsumer.class);

  /** The interval between checks of the work and of a due hand-back. */
  private static final Duration WATCH = Duration.ofMillis(250);

  private static final Duration DEFAULT_LOCK = Duration.ofSeconds(30);

  /** Renewals in one lock duration: two may fail before the lock expires. */
  private static final int RENEWALS_PER_LOCK = 3;

  private final ShareConsumer<byte[], byte[]> consumer;
  private final Topic tasks;
  private final TaskRunner job;
  private final WorkerMetrics metrics;
  private final IdlePolls polls;
  private final ExecutorService thread;

  /**
   * The time at which running work is handed back, by {@link System#nanoTime}; null until a stop.
   */
  private volatile @Nullable Long handBackAt;

  TaskConsumer(
      String name,
      ShareConsumer<byte[], byte[]> consumer,
      Topic tasks,
      TaskRunner job,
      WorkerMetrics metrics,
      IdlePolls polls) {
    this.consumer = consumer;
    this.tasks = tasks;
    this.job = job;
    this.metrics = metrics;
    this.polls = polls;
    this.thread = Executors.newSingleThreadExecutor(task -> new Thread(task, name + "-job"));
  }

  /** Returns how many heartbeats per second the broker answered recently. */
  double heartbeats() {
    return consumer.metrics().entrySet().stream()
        .filter(e -> e.getKey().name().equals("heartbeat-rate"))
        .map(e -> e.getValue().metricValue())
        .filter(Double.class::isInstance)
        .mapToDouble(Double.class::cast)
        .max()
        .orElse(0);
  }

  /** Takes no new work from now on. Running work may continue for {@code grace}. */
  void stop(Duration grace) {
    handBackAt = System.nanoTime() + grace.toNanos();
  }

  @Override
  public void run() {
    try (consumer) {
      while (handBackAt == null) {
        turn();
      }
    } finally {
      thread.shutdownNow();
    }
  }

  private void turn() {
    try {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(polls.patience())) {
        polls.busy();
        metrics.busy(tasks, 1);
        Timer.Sample since = metrics.start();
        try {
          work(record);
        } finally {
          metrics.busy(tasks, -1);
          metrics.handled(tasks, since);
          polls.busy();
        }
      }
    } catch (KafkaException | IllegalStateException e) {
      // Not fatal for the slot: the task that it held is delivered again when the lock expires.
      LOG.warn("A worker slot of {} continues after {}", tasks.topicName(), e.toString());
    }
  }

  private void work(ConsumerRecord<byte[], byte[]> record) {
    Future<TaskRunner.End> work = thread.submit(() -> job.run(record));
    try {
      attend(record, work);
    } finally {
      // The task no longer belongs to this slot, whether the work ended or the broker failed.
      giveUp(work);
    }
  }

  private void attend(ConsumerRecord<byte[], byte[]> first, Future<TaskRunner.End> work) {
    ConsumerRecord<byte[], byte[]> record = first;
    while (true) {
      Optional<TaskRunner.End> end = await(work);
      if (end.isPresent()) {
        acknowledge(record, end.get());
        return;
      }
      if (isHandBackDue()) {
        giveUp(work);
        acknowledge(record, TaskRunner.End.RELEASED);
        return;
      }
      Optional<ConsumerRecord<byte[], byte[]>> renewed = renew(record);
      if (renewed.isEmpty()) {
        // The lock is lost and the task may be with another slot. A completion that this slot still
        // publishes is dropped as late.
        metrics.lockLost(tasks);
        return;
      }
      record = renewed.get();
    }
  }

  /** Waits for the work; empty if the lock must be renewed or the task handed back. */
  private Optional<TaskRunner.End> await(Future<TaskRunner.End> work) {
    long until = System.nanoTime() + lock().dividedBy(RENEWALS_PER_LOCK).toNanos();
    while (System.nanoTime() < until && !isHandBackDue()) {
      try {
        return Optional.of(work.get(WATCH.toMillis(), TimeUnit.MILLISECONDS));
      } catch (TimeoutException e) {
        LOG.trace("still working");
      } catch (ExecutionException e) {
        LOG.error("A task ended with an unexpected exception; it is released", e.getCause());
        return Optional.of(TaskRunner.End.RELEASED);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        handBackAt = System.nanoTime();
      }
    }
    return Optional.empty();
  }

  private void acknowledge(ConsumerRecord<byte[], byte[]> record, TaskRunner.End end) {
    consumer.acknowledge(record, type(end));
    boolean accepted = commit();
    metrics.ended(tasks, end, accepted);
  }

  private static AcknowledgeType type(TaskRunner.End end) {
    return switch (end) {
      case COMPLETED -> AcknowledgeType.ACCEPT;
      case RELEASED -> AcknowledgeType.RELEASE;
      case REJECTED -> AcknowledgeType.REJECT;
    };
  }

  /** Renews the lock of a record and returns the record; empty if the lock is lost. */
  private Optional<ConsumerRecord<byte[], byte[]>> renew(ConsumerRecord<byte[], byte[]> record) {
    consumer.acknowledge(record, AcknowledgeType.RENEW);
    if (!commit()) {
      return Optional.empty();
    }
    long until = System.nanoTime() + lock().toNanos();
    while (System.nanoTime() < until) {
      for (ConsumerRecord<byte[], byte[]> polled : consumer.poll(IdlePolls.BUSY)) {
        if (polled.partition() == record.partition() && polled.offset() == record.offset()) {
          return Optional.of(polled);
        }
        consumer.acknowledge(polled, AcknowledgeType.RELEASE);
      }
    }
    return Optional.empty();
  }

  private boolean commit() {
    Map<TopicIdPartition, Optional<KafkaException>> results = consumer.commitSync();
    results.values().stream()
        .flatMap(Optional::stream)
        .forEach(e -> LOG.info("The broker rejected an acknowledgement: {}", e.toString()));
    return results.values().stream().noneMatch(Optional::isPresent);
  }

  private boolean isHandBackDue() {
    Long due = handBackAt;
    return due != null && System.nanoTime() - due >= 0;
  }

  /** Interrupts the work unless it has ended. The next job waits until its thread notices. */
  private static void giveUp(Future<TaskRunner.End> work) {
    work.cancel(true);
  }

  private Duration lock() {
    return consumer.acquisitionLockTimeoutMs().map(Duration::ofMillis).orElse(DEFAULT_LOCK);
  }
}
