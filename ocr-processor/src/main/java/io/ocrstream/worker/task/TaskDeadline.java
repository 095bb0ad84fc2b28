/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.worker.task;

import io.ocrstream.contracts.FailureCode;
import io.ocrstream.contracts.Problem;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/**
 * When nobody waits for a task any more. Looked at before each step that takes long, not within
 * one: what has been read by then is kept, and someone may have joined meanwhile.
 *
 * <p><b>Threading:</b> any.
 *
 * @param at epoch milliseconds; null where someone waits for as long as it takes
 * @param clock this worker's, which may differ from the processor's: a task is given up a little
 *     too early or too late by as much, and the flight sees to those who still wait
 */
public record TaskDeadline(@Nullable Long at, Clock clock) {
  /** What a completion says of a task that was given up: of nobody who waits, hence no attempt. */
  public static final Problem OVER =
      new Problem(FailureCode.TIMED_OUT, "the deadline was over before the work could begin", 1);

  public boolean isOver() {
    return at != null && at <= clock.millis();
  }
}
