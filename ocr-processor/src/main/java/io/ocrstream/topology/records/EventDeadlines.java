/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.topology.records;

import io.ocrstream.contracts.FailureCode;
import io.ocrstream.contracts.Problem;
import io.ocrstream.contracts.UploadEvent;
import io.ocrstream.flight.WaiterRow;
import org.jspecify.annotations.Nullable;

/** Deadlines of events, as flights and tasks know them. */
public final class EventDeadlines {
  private EventDeadlines() {}

  /** Epoch milliseconds; {@link WaiterRow#NEVER} where it has none. */
  public static long of(UploadEvent event) {
    Long deadline = event.deadline();
    return deadline == null ? WaiterRow.NEVER : deadline;
  }

  /** Of the task that is sent as {@code leader} asks; null for none. */
  public static @Nullable Long ofTask(WaiterRow leader) {
    return leader.deadline() == WaiterRow.NEVER ? null : leader.deadline();
  }

  /** What an event is told whose deadline is over, {@code attempts} after work was sent for it. */
  public static Problem over(int attempts) {
    return new Problem(
        FailureCode.TIMED_OUT,
        "the event's deadline was over before there was an answer",
        attempts);
  }
}
