/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.loadtest.chaos;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Measures how long events wait for their answers because of a fault. A fault affects the events
 * that wait at its time, and those that are published within {@link #AFTER_NANOS} after it. Their
 * wait counts from the fault, or from their publication if it is later.
 *
 * <p>The times only belong to a kind of fault if there is enough time between two faults, and no
 * backlog.
 *
 * <p><b>Threading:</b> one thread.
 */
final class RecoveryTimes {
  /** Long enough for an event in each partition. */
  static final long AFTER_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final List<Incident> incidents = new ArrayList<>();
  private final Map<InjectedFault, Long> longest = new EnumMap<>(InjectedFault.class);

  private record Incident(InjectedFault fault, long at) {}

  /** Records a fault. Times are {@link System#nanoTime}. */
  void broken(InjectedFault fault, long at) {
    incidents.add(new Incident(fault, at));
  }

  /** Records the first answer to an event. */
  void answered(long publishedAt, long now) {
    for (Incident incident : incidents) {
      long later = publishedAt - incident.at();
      if (later <= AFTER_NANOS) {
        long waited = now - incident.at() - Math.max(0, later);
        longest.merge(incident.fault(), waited, Math::max);
      }
    }
  }

  /** Returns the longest wait for each kind of fault, in milliseconds. */
  Map<InjectedFault, Long> longestMs() {
    Map<InjectedFault, Long> all = new EnumMap<>(InjectedFault.class);
    longest.forEach((fault, nanos) -> all.put(fault, TimeUnit.NANOSECONDS.toMillis(nanos)));
    return all;
  }
}
