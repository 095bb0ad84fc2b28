/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.ops.web;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * Counts answered events in recent time steps.
 *
 * <p><b>Threading:</b> any; it has its own lock. <b>Bounds:</b> {@link #STEPS}.
 */
final class Timeline {
  /** Length of a step. */
  static final Duration STEP = Duration.ofSeconds(2);

  /** Number of steps kept: ten minutes. */
  static final int STEPS = 300;

  private final Deque<Step> steps = new ArrayDeque<>();
  private Outcomes atStart;

  /**
   * Holds the counts of a step.
   *
   * @param at start of the step in epoch milliseconds; a multiple of {@link #STEP}
   * @param counts events answered in the step
   */
  record Step(long at, Outcomes counts) {}

  /** Starts from counts that were reached earlier. */
  Timeline(Outcomes reached) {
    atStart = reached;
  }

  /** Records the counts at {@code now}, in epoch milliseconds. */
  synchronized void sample(long now, Outcomes reached) {
    long at = now - Math.floorMod(now, STEP.toMillis());
    Step last = steps.peekLast();
    if (last != null && last.at() >= at) {
      steps.removeLast();
      steps.addLast(new Step(last.at(), reached.minus(atStart)));
      return;
    }
    if (last != null) {
      // Events since the last sample count for the new step, because their time is unknown.
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

  /** Returns the steps, oldest first; a step without a sample is missing. */
  synchronized List<Step> steps() {
    return List.copyOf(steps);
  }
}
