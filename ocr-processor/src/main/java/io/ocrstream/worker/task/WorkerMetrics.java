/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.worker.task;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.ocrstream.contracts.Topic;
import io.ocrstream.metrics.Meters;
import io.ocrstream.metrics.ReadingMetrics;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The metrics of slots. Every series of a worker exists from the start, with the value zero.
 *
 * <p><b>Threading:</b> any.
 */
public final class WorkerMetrics {
  private final Meters meters;
  private final Map<Topic, AtomicInteger> busy = new EnumMap<>(Topic.class);

  public WorkerMetrics(MeterRegistry registry) {
    this.meters = new Meters(registry);
    for (Topic tasks : new Topic[] {Topic.IDENTIFY, Topic.RECOGNISE}) {
      AtomicInteger count = new AtomicInteger();
      busy.put(tasks, count);
      meters.gauge(ReadingMetrics.SLOTS_BUSY, count, AtomicInteger::get, tasks.topicName());
    }
    var unused =
        meters.all(
            ReadingMetrics.DELIVERIES,
            ReadingMetrics.LOCKS_LOST,
            ReadingMetrics.TASK_DURATION,
            ReadingMetrics.DOCUMENTS,
            ReadingMetrics.PAGES,
            ReadingMetrics.PAGE_PREPARATIONS,
            ReadingMetrics.PAGE_ATTEMPTS,
            ReadingMetrics.PAGE_MISSED_INK,
            ReadingMetrics.FETCHED,
            ReadingMetrics.FETCHES);
  }

  /** Registers the gauges of a kind of slot: the number configured and the number alive. */
  void slots(Topic tasks, List<Thread> threads) {
    meters.gauge(ReadingMetrics.SLOTS_CONFIGURED, threads, List::size, tasks.topicName());
    meters.gauge(
        ReadingMetrics.SLOTS_ALIVE,
        threads,
        all -> all.stream().filter(Thread::isAlive).count(),
        tasks.topicName());
  }

  void busy(Topic tasks, int change) {
    AtomicInteger count = busy.get(tasks);
    if (count != null) {
      count.addAndGet(change);
    }
  }

  Timer.Sample start() {
    return meters.start();
  }

  /** Records the duration of a delivery that this worker no longer holds, regardless of its end. */
  void handled(Topic tasks, Timer.Sample since) {
    var unused = since.stop(meters.timer(ReadingMetrics.TASK_DURATION, tasks.topicName()));
  }

  /**
   * Counts the end of a delivery.
   *
   * @param accepted whether the broker accepted the acknowledgement
   */
  void ended(Topic tasks, TaskRunner.End end, boolean accepted) {
    meters
        .counter(
            ReadingMetrics.DELIVERIES,
            tasks.topicName(),
            end.name().toLowerCase(Locale.ROOT),
            Boolean.toString(accepted))
        .increment();
  }

  /** Counts a lock that was lost while this worker held the task. */
  void lockLost(Topic tasks) {
    meters.counter(ReadingMetrics.LOCKS_LOST, tasks.topicName()).increment();
  }
}
