/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.loadtest.chaos;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;

/**
 * Bounds how often engines may read the same content: once, and once more for each fault that may
 * have hidden, lost or doubled the previous reading.
 *
 * <p>The times of the faults matter, not their number: only a fault that overlaps the time between
 * two readings explains the second one. Outages of Redis that a role reported count as faults, also
 * if nothing was injected: on a busy machine its answers can come too late.
 *
 * <p><b>Threading:</b> one thread.
 */
final class EngineBound {
  /**
   * Milliseconds before and after a fault in which its effects are possible: an expiring lock, an
   * open circuit breaker, a starting process.
   */
  static final long LAG_MS = 30_000;

  /**
   * Faults that stop or pause readers, or lose or hide readings. Other faults explain no second
   * reading.
   */
  private static final Set<InjectedFault> EXCUSES =
      EnumSet.of(
          InjectedFault.WORKER_KILL,
          InjectedFault.WORKER_PAUSE,
          InjectedFault.BROKER_DROP,
          InjectedFault.REDIS_KILL,
          InjectedFault.REDIS_PAUSE,
          InjectedFault.REDIS_FULL,
          InjectedFault.REDIS_READ_ONLY,
          InjectedFault.REDIS_FLUSH,
          InjectedFault.REDIS_CUT,
          InjectedFault.REDIS_STALL,
          InjectedFault.REDIS_FAILOVER);

  private final Map<String, List<Reading>> readings = new HashMap<>();

  /**
   * Holds the time of a fault.
   *
   * @param fromMs epoch milliseconds
   * @param untilMs epoch milliseconds
   */
  record Span(InjectedFault fault, long fromMs, long untilMs) {
    private boolean excuses(long from, long until) {
      return EXCUSES.contains(fault) && fromMs - LAG_MS <= until && untilMs + LAG_MS >= from;
    }
  }

  /**
   * Holds a reading.
   *
   * @param sentAtMs time at which its task was sent, in epoch milliseconds
   * @param atMs time of its completion, in epoch milliseconds
   * @param isPartial whether it is not cached, so that another one must follow
   */
  record Reading(long sentAtMs, long atMs, boolean isPartial) {}

  /** Records that an engine has read {@code key}. */
  void reading(String key, Reading reading) {
    readings.computeIfAbsent(key, k -> new ArrayList<>()).add(reading);
  }

  /** Returns the number of readings of content that was read before. */
  int repeated() {
    return readings.values().stream().mapToInt(all -> all.size() - 1).sum();
  }

  /**
   * Returns the number of repeated readings whose task was sent after the reading before. A flight
   * of its own asked for each, because Redis did not return the payload; no flight was read twice.
   */
  int later() {
    return repetitions((before, again) -> again.sentAtMs() > before.atMs()).size();
  }

  /** Returns the keys of readings that no fault explains. */
  List<String> excess(List<Span> broken) {
    return repetitions(
        (before, again) ->
            !before.isPartial()
                && broken.stream().noneMatch(span -> span.excuses(before.atMs(), again.atMs())));
  }

  /** Returns the key of each repeated reading that, with the reading before, meets a condition. */
  private List<String> repetitions(BiPredicate<Reading, Reading> condition) {
    List<String> found = new ArrayList<>();
    readings.forEach(
        (key, all) -> {
          all.sort(Comparator.comparingLong(Reading::atMs));
          for (int i = 1; i < all.size(); i++) {
            if (condition.test(all.get(i - 1), all.get(i))) {
              found.add(key);
            }
          }
        });
    return found;
  }
}
