/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.content;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * One call on a store while it lasts: how long it may still take, and how it is cut.
 *
 * <p><b>Threading:</b> any; one thread works, another waits and may abort.
 */
public final class StoreCall {
  private final LongSupplier nanoTime;
  private final long totalEnd;
  private final long idleNanos;
  private long idleEnd;
  private boolean aborted;
  private Runnable abort = () -> {};

  /**
   * Starts the clocks.
   *
   * @param nanoTime as {@link System#nanoTime}
   * @param first until the first sign of life, connecting included
   * @param idle from one sign of life to the next
   * @param total for all of it
   */
  StoreCall(LongSupplier nanoTime, Duration first, Duration idle, Duration total) {
    this.nanoTime = nanoTime;
    this.idleNanos = idle.toNanos();
    long now = nanoTime.getAsLong();
    this.totalEnd = now + total.toNanos();
    this.idleEnd = now + first.toNanos();
  }

  /** The store gave a sign of life. */
  public synchronized void advanced() {
    idleEnd = nanoTime.getAsLong() + idleNanos;
  }

  /**
   * How a thread that is stuck in this exchange gets loose; run at once when it is over already.
   */
  public void onAbort(Runnable action) {
    synchronized (this) {
      abort = action;
      if (!aborted) {
        return;
      }
    }
    action.run();
  }

  /** Cuts the exchange; what was reading fails. */
  void abort() {
    Runnable action;
    synchronized (this) {
      aborted = true;
      action = abort;
    }
    action.run();
  }

  /** Nanoseconds until it is to be cut, unless it advances; not positive once that is due. */
  synchronized long nanosLeft() {
    long now = nanoTime.getAsLong();
    return Math.min(idleEnd - now, totalEnd - now);
  }

  /** Whether all of the time is used up, rather than only the patience with a silent store. */
  synchronized boolean isTotalOver() {
    return totalEnd - nanoTime.getAsLong() <= 0;
  }
}
