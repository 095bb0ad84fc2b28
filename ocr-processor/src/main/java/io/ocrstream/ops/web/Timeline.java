/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.ops.web;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Counts answered events in recent time steps, and keeps the levels at the end of each step.
 *
 * <p><b>Threading:</b> any; it has its own lock. <b>Bounds:</b> {@link #STEPS}.
 */
final class Timeline {
  /** Length of a step. */
  static final Duration STEP = Duration.ofSeconds(5);

  /** Number of steps kept: one hour. */
  static final int STEPS = 720;

  private final Deque<Step> steps = new ArrayDeque<>();
  private Outcomes atStart;

  /**
   * Holds the counts of a step.
   *
   * @param at start of the step in epoch milliseconds; a multiple of {@link #STEP}
   * @param counts events answered in the step
   * @param levels levels at the end of the step
   */
  record Step(long at, Outcomes counts, Levels levels) {}

  /**
   * Holds figures that go up and down; null if unknown.
   *
   * @param backlog number of tasks that wait
   * @param busy number of slots of this process that read a document
   * @param hit 95th percentile of answers from the cache, in milliseconds
   * @param typicalRead median of answers by reading, in milliseconds
   * @param slowRead 95th percentile of answers by reading, in milliseconds
   */
  record Levels(
      @Nullable Long backlog,
      @Nullable Long busy,
      @Nullable Double hit,
      @Nullable Double typicalRead,
      @Nullable Double slowRead) {}

  /** Starts from counts that were reached earlier. */
  Timeline(Outcomes reached) {
    atStart = reached;
  }

  /** Records the counts and levels at {@code now}, in epoch milliseconds. */
  synchronized void sample(long now, Outcomes reached, Levels levels) {
    long at = now - Math.floorMod(now, STEP.toMillis());
    Step last = steps.peekLast();
    if (last != null && last.at() >= at) {
      steps.removeLast();
      steps.addLast(new Step(last.at(), reached.minus(atStart), levels));
      return;
    }
    if (last != null) {
      // Events since the last sample count for the new step, because their time is unknown.
      atStart = plus(atStart, last.counts());
    }
    steps.addLast(new Step(at, reached.minus(atStart), levels));
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
