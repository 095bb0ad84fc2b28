/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.content;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * A running call to a store, with its timeouts and the action that aborts it.
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
   * Starts the timeouts.
   *
   * @param nanoTime the time source, as {@link System#nanoTime}
   * @param first the time until the first progress, including connecting
   * @param idle the time from one progress to the next
   * @param total the time for the whole call
   */
  StoreCall(LongSupplier nanoTime, Duration first, Duration idle, Duration total) {
    this.nanoTime = nanoTime;
    this.idleNanos = idle.toNanos();
    long now = nanoTime.getAsLong();
    this.totalEnd = now + total.toNanos();
    this.idleEnd = now + first.toNanos();
  }

  /** Records progress, which restarts the idle timeout. */
  public synchronized void advanced() {
    idleEnd = nanoTime.getAsLong() + idleNanos;
  }

  /**
   * Sets the action that unblocks a thread in this call. Runs it at once if the call was already
   * aborted.
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

  /** Aborts the call. A read in progress fails. */
  void abort() {
    Runnable action;
    synchronized (this) {
      aborted = true;
      action = abort;
    }
    action.run();
  }

  /**
   * Returns the nanoseconds until the call must be aborted unless it progresses; not positive once
   * that is due.
   */
  synchronized long nanosLeft() {
    long now = nanoTime.getAsLong();
    return Math.min(idleEnd - now, totalEnd - now);
  }

  /** Returns whether the total time has passed, rather than only the idle time. */
  synchronized boolean isTotalOver() {
    return totalEnd - nanoTime.getAsLong() <= 0;
  }
}
