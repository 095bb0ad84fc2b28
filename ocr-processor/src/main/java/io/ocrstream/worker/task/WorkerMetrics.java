/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.worker.task;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.ocrstream.contracts.Topic;
import io.ocrstream.metrics.Meters;
import io.ocrstream.metrics.Metrics;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What slots count. Every series of a worker is there from the start, with zero.
 *
 * <p><b>Threading:</b> any.
 */
public final class WorkerMetrics {
  private final Meters meters;
  private final Map<Topic, AtomicInteger> busy = new EnumMap<>(Topic.class);

  /** Meters in {@code registry}. */
  public WorkerMetrics(MeterRegistry registry) {
    this.meters = new Meters(registry);
    for (Topic tasks : new Topic[] {Topic.IDENTIFY, Topic.RECOGNISE}) {
      AtomicInteger count = new AtomicInteger();
      busy.put(tasks, count);
      meters.gauge(Metrics.SLOTS_BUSY, count, AtomicInteger::get, tasks.topicName());
    }
    var unused =
        meters.all(
            Metrics.DELIVERIES,
            Metrics.LOCKS_LOST,
            Metrics.TASK_DURATION,
            Metrics.DOCUMENTS,
            Metrics.PAGES,
            Metrics.PAGE_PREPARATIONS,
            Metrics.PAGE_ATTEMPTS,
            Metrics.PAGE_MISSED_INK,
            Metrics.FETCHED,
            Metrics.FETCHES);
  }

  /** Slots of a kind: how many were started, and how many of them live. */
  void slots(Topic tasks, List<Thread> threads) {
    meters.gauge(Metrics.SLOTS_CONFIGURED, threads, List::size, tasks.topicName());
    meters.gauge(
        Metrics.SLOTS_ALIVE,
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

  /** A delivery is no longer this worker's, however it ended. */
  void handled(Topic tasks, Timer.Sample since) {
    var unused = since.stop(meters.timer(Metrics.TASK_DURATION, tasks.topicName()));
  }

  /** A delivery ended; {@code accepted} if the broker took the acknowledgement. */
  void ended(Topic tasks, TaskRunner.End end, boolean accepted) {
    meters
        .counter(
            Metrics.DELIVERIES,
            tasks.topicName(),
            end.name().toLowerCase(Locale.ROOT),
            Boolean.toString(accepted))
        .increment();
  }

  /** A task went to another worker while this one was at it. */
  void lockLost(Topic tasks) {
    meters.counter(Metrics.LOCKS_LOST, tasks.topicName()).increment();
  }
}
