/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.worker;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.ocrstream.contracts.Topic;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What workers count.
 *
 * <p><b>Threading:</b> any.
 */
public final class WorkerMetrics {
  private final MeterRegistry registry;
  private final Map<Topic, AtomicInteger> busy = new EnumMap<>(Topic.class);

  /** Meters in {@code registry}. */
  public WorkerMetrics(MeterRegistry registry) {
    this.registry = registry;
    for (Topic tasks : new Topic[] {Topic.IDENTIFY, Topic.RECOGNISE}) {
      AtomicInteger count = new AtomicInteger();
      busy.put(tasks, count);
      registry.gauge("ocr.slots.busy", List.of(tag(tasks)), count);
    }
  }

  void busy(Topic tasks, int change) {
    AtomicInteger count = busy.get(tasks);
    if (count != null) {
      count.addAndGet(change);
    }
  }

  /** A delivery ended; {@code accepted} if the broker took the acknowledgement. */
  void ended(Topic tasks, Job.End end, boolean accepted) {
    registry
        .counter(
            "ocr.deliveries",
            "tasks",
            tasks.topicName(),
            "end",
            end.name().toLowerCase(Locale.ROOT),
            "acknowledged",
            Boolean.toString(accepted))
        .increment();
  }

  /** A task went to another worker while this one was at it. */
  void lockLost(Topic tasks) {
    registry.counter("ocr.locks.lost", "tasks", tasks.topicName()).increment();
  }

  private static Tag tag(Topic tasks) {
    return Tag.of("tasks", tasks.topicName());
  }
}
