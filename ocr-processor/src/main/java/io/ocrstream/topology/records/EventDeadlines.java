/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.topology.records;

import io.ocrstream.contracts.FailureCode;
import io.ocrstream.contracts.Problem;
import io.ocrstream.contracts.UploadEvent;
import io.ocrstream.flight.WaiterRow;
import org.jspecify.annotations.Nullable;

/** Converts the deadlines of events to those of flights and tasks. */
public final class EventDeadlines {
  private EventDeadlines() {}

  /**
   * Returns the deadline of {@code event} in epoch milliseconds, or {@link WaiterRow#NEVER} if it
   * has none.
   */
  public static long of(UploadEvent event) {
    Long deadline = event.deadline();
    return deadline == null ? WaiterRow.NEVER : deadline;
  }

  /**
   * Returns the deadline of the task that is sent for {@code leader}, in epoch milliseconds, or
   * null if it has none.
   */
  public static @Nullable Long ofTask(WaiterRow leader) {
    return leader.deadline() == WaiterRow.NEVER ? null : leader.deadline();
  }

  /**
   * Returns the problem of an event whose deadline has passed.
   *
   * @param attempts how often its task was sent before
   */
  public static Problem over(int attempts) {
    return new Problem(
        FailureCode.TIMED_OUT, "The event's deadline passed before it was answered", attempts);
  }
}
