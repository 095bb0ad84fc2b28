/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.loadtest.chaos;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How often engines may have read the same content: once, and once more for each time that
 * something which was broken may have hidden, lost or doubled the reading before.
 *
 * <p>Not the number of faults is the bound, but when they were: a second reading has its excuse
 * only in a fault that overlaps the time between the two.
 *
 * <p><b>Threading:</b> one thread.
 */
final class EngineBound {
  /**
   * Ms that a fault may be felt before it began or after it ended: a lock that has to end, a
   * breaker that is open still, a process that starts.
   */
  static final long LAG_MS = 30_000;

  /** They end or hold whoever reads, or lose or hide what was read. No other fault may do so. */
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
   * A time at which something was broken.
   *
   * @param fromMs epoch ms
   * @param untilMs epoch ms
   */
  record Span(InjectedFault fault, long fromMs, long untilMs) {
    private boolean excuses(long from, long until) {
      return EXCUSES.contains(fault) && fromMs - LAG_MS <= until && untilMs + LAG_MS >= from;
    }
  }

  /** One, and whether another one has to follow: what is read in part is not kept. */
  private record Reading(long atMs, boolean isPartial) {}

  /** That an engine has read {@code key}. */
  void reading(String key, long atMs, boolean isPartial) {
    readings.computeIfAbsent(key, k -> new ArrayList<>()).add(new Reading(atMs, isPartial));
  }

  /** Readings of content that had been read before. */
  int repeated() {
    return readings.values().stream().mapToInt(all -> all.size() - 1).sum();
  }

  /** Keys, once for each reading that nothing excuses. */
  List<String> excess(List<Span> broken) {
    List<String> excess = new ArrayList<>();
    readings.forEach(
        (key, all) -> {
          all.sort(Comparator.comparingLong(Reading::atMs));
          for (int i = 1; i < all.size(); i++) {
            Reading before = all.get(i - 1);
            long now = all.get(i).atMs();
            if (!before.isPartial()
                && broken.stream().noneMatch(span -> span.excuses(before.atMs(), now))) {
              excess.add(key);
            }
          }
        });
    return excess;
  }
}
