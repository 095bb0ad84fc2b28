/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.worker.task;

import io.ocrstream.contracts.FailureCode;
import io.ocrstream.contracts.Problem;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/**
 * The time after which no event waits for a task. It is checked before each long step, not within
 * one: what is read by then is kept, because another event may have joined meanwhile.
 *
 * <p><b>Threading:</b> any.
 *
 * @param at epoch milliseconds; null if there is no deadline
 * @param clock the clock of this worker. It may differ from the processor's, so a task may be given
 *     up slightly early or late. The flight handles the events that still wait
 */
public record TaskDeadline(@Nullable Long at, Clock clock) {
  /** The problem in the completion of a task that was given up before the work began. */
  public static final Problem OVER =
      new Problem(FailureCode.TIMED_OUT, "The deadline passed before the work began", 1);

  public boolean isOver() {
    return at != null && at <= clock.millis();
  }
}
