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
 * One share consumer that takes one task at a time: work begins on another thread, this one keeps
 * the task's lock alive until it ends, and acknowledges it after its completion is durable.
 *
 * <p>A renewed record must be polled again before it can be acknowledged again (KIP-1222); that is
 * why renewing is a round of acknowledge, commit and poll.
 *
 * <p><b>Threading:</b> {@link #run} is the consumer's only thread; {@link #stop} may be called from
 * any. <b>Fails:</b> broker errors are logged and outlived; the client reconnects by itself.
 */
final class TaskConsumer implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(TaskConsumer.class);

  /**
   * How long a slot waits for a task in one poll; also, the longest that a stop goes unnoticed by
   * an idle one. A fetch may bring nothing but the mark of a transaction's end: the client takes it
   * for itself and fetches again in the next poll only (4.3), so the rest of this one waits for
   * nothing. Tasks that are sent one by one have such a mark each.
   */
  private static final Duration POLL = Duration.ofMillis(20);

  /** How often work, and whether it is to be handed back, are looked after. */
  private static final Duration WATCH = Duration.ofMillis(250);

  private static final Duration DEFAULT_LOCK = Duration.ofSeconds(30);

  /** A lock is renewed when a third of it is over: two renewals may fail before it runs out. */
  private static final int RENEWALS_PER_LOCK = 3;

  private final ShareConsumer<byte[], byte[]> consumer;
  private final Topic tasks;
  private final TaskRunner job;
  private final WorkerMetrics metrics;
  private final ExecutorService thread;

  /** When work in flight is handed back, by {@link System#nanoTime}; null while not stopping. */
  private volatile @Nullable Long handBackAt;

  TaskConsumer(
      String name,
      ShareConsumer<byte[], byte[]> consumer,
      Topic tasks,
      TaskRunner job,
      WorkerMetrics metrics) {
    this.consumer = consumer;
    this.tasks = tasks;
    this.job = job;
    this.metrics = metrics;
    this.thread = Executors.newSingleThreadExecutor(task -> new Thread(task, name + "-job"));
  }

  /** Heartbeats a second that the group's coordinator has answered lately; 0 without any. */
  double heartbeats() {
    return consumer.metrics().entrySet().stream()
        .filter(e -> e.getKey().name().equals("heartbeat-rate"))
        .map(e -> e.getValue().metricValue())
        .filter(Double.class::isInstance)
        .mapToDouble(Double.class::cast)
        .max()
        .orElse(0);
  }

  /** No new work from now on; work in flight may go on for {@code grace}. */
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
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        metrics.busy(tasks, 1);
        Timer.Sample since = metrics.start();
        try {
          work(record);
        } finally {
          metrics.busy(tasks, -1);
          metrics.handled(tasks, since);
        }
      }
    } catch (KafkaException | IllegalStateException e) {
      // Not fatal for the slot: what it held is delivered again when its lock runs out.
      LOG.warn("a worker slot of {} goes on after {}", tasks.topicName(), e.toString());
    }
  }

  private void work(ConsumerRecord<byte[], byte[]> record) {
    Future<TaskRunner.End> work = thread.submit(() -> job.run(record));
    try {
      attend(record, work);
    } finally {
      // Whatever ended it, also a broker that failed: the task is not this slot's any more.
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
        // Someone else has the task by now. What this one still publishes is dropped as late.
        metrics.lockLost(tasks);
        return;
      }
      record = renewed.get();
    }
  }

  /** The end of the work; empty when it is time to renew, or to hand the task back. */
  private Optional<TaskRunner.End> await(Future<TaskRunner.End> work) {
    long until = System.nanoTime() + lock().dividedBy(RENEWALS_PER_LOCK).toNanos();
    while (System.nanoTime() < until && !isHandBackDue()) {
      try {
        return Optional.of(work.get(WATCH.toMillis(), TimeUnit.MILLISECONDS));
      } catch (TimeoutException e) {
        LOG.trace("still working");
      } catch (ExecutionException e) {
        LOG.error("a task's end could not be made known", e.getCause());
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

  /** The record, its lock renewed; empty if the lock is gone. */
  private Optional<ConsumerRecord<byte[], byte[]>> renew(ConsumerRecord<byte[], byte[]> record) {
    consumer.acknowledge(record, AcknowledgeType.RENEW);
    if (!commit()) {
      return Optional.empty();
    }
    long until = System.nanoTime() + lock().toNanos();
    while (System.nanoTime() < until) {
      for (ConsumerRecord<byte[], byte[]> polled : consumer.poll(POLL)) {
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
        .forEach(e -> LOG.info("an acknowledgement was refused: {}", e.toString()));
    return results.values().stream().noneMatch(Optional::isPresent);
  }

  private boolean isHandBackDue() {
    Long due = handBackAt;
    return due != null && System.nanoTime() - due >= 0;
  }

  /**
   * Interrupts the work, unless it has ended. The job thread may take a while to notice; the next
   * job waits for it.
   */
  private static void giveUp(Future<TaskRunner.End> work) {
    work.cancel(true);
  }

  private Duration lock() {
    return consumer.acquisitionLockTimeoutMs().map(Duration::ofMillis).orElse(DEFAULT_LOCK);
  }
}
