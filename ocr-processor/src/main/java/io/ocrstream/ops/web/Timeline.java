/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.ops.web;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * How many events were answered in each of the latest steps of time.
 *
 * <p><b>Threading:</b> any; it has a lock of its own. <b>Bounds:</b> {@link #STEPS}.
 */
final class Timeline {
  /** Length of a step. */
  static final Duration STEP = Duration.ofSeconds(2);

  /** Steps kept: ten minutes. */
  static final int STEPS = 300;

  private final Deque<Step> steps = new ArrayDeque<>();
  private Outcomes atStart;

  /**
   * A step.
   *
   * @param at its beginning, epoch milliseconds; a multiple of {@link #STEP}
   * @param counts in it
   */
  record Step(long at, Outcomes counts) {}

  /** Begins at counts that were reached before. */
  Timeline(Outcomes reached) {
    atStart = reached;
  }

  /** Takes note of what was reached by {@code now}, epoch milliseconds. */
  synchronized void sample(long now, Outcomes reached) {
    long at = now - Math.floorMod(now, STEP.toMillis());
    Step last = steps.peekLast();
    if (last != null && last.at() >= at) {
      steps.removeLast();
      steps.addLast(new Step(last.at(), reached.minus(atStart)));
      return;
    }
    if (last != null) {
      // What came since the last look counts for the step that begins: nobody can tell any more.
      atStart = plus(atStart, last.counts());
    }
    steps.addLast(new Step(at, reached.minus(atStart)));
    while (steps.size() > STEPS) {
      steps.removeFirst();
    }
  }

  private static Outcomes plus(Outcomes one, Outcomes other) {
    return one.minus(Outcomes.NONE.minus(other));
  }

  /** The steps, oldest first; a step that was not sampled is missing. */
  synchronized List<Step> steps() {
    return List.copyOf(steps);
  }
}
