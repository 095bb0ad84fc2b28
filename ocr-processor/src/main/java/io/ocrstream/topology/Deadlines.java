/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.topology;

import io.ocrstream.contracts.FailureCode;
import io.ocrstream.contracts.Problem;
import io.ocrstream.contracts.UploadEvent;
import io.ocrstream.flight.Waiter;
import org.jspecify.annotations.Nullable;

/** Deadlines of events, as flights and tasks know them. */
final class Deadlines {
  private Deadlines() {}

  /** Epoch milliseconds; {@link Waiter#NEVER} where it has none. */
  static long of(UploadEvent event) {
    Long deadline = event.deadline();
    return deadline == null ? Waiter.NEVER : deadline;
  }

  /** Of the task that is sent as {@code leader} asks; null for none. */
  static @Nullable Long ofTask(Waiter leader) {
    return leader.deadline() == Waiter.NEVER ? null : leader.deadline();
  }

  /** What an event is told whose deadline is over, {@code attempts} after work was sent for it. */
  static Problem over(int attempts) {
    return new Problem(
        FailureCode.TIMED_OUT,
        "the event's deadline was over before there was an answer",
        attempts);
  }
}
