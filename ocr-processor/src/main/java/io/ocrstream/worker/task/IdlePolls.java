/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.worker.task;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/*
A fetch may return only the marker that ends a transaction. The client (4.3) consumes the marker but
fetches again only in the next poll, so the rest of the poll is idle time. Each task that is sent by
itself has such a marker. So polls are short while tasks come. Without tasks there are no markers.
*/

/**
 * Decides how long the slots of a pool wait for a task in one poll: longer when none of them had a
 * task for some time.
 *
 * <p><b>Threading:</b> any.
 */
final class IdlePolls {
  /** The timeout of a poll while tasks come. */
  static final Duration BUSY = Duration.ofMillis(20);

  /** The timeout of a poll of an idle pool, which also limits how late it notices a stop. */
  static final Duration IDLE = Duration.ofMillis(100);

  /** How long no slot must have had a task before the pool counts as idle. */
  static final Duration IDLE_AFTER = Duration.ofSeconds(5);

  private final LongSupplier nanos;
  private final AtomicLong busyAt;

  IdlePolls(LongSupplier nanos) {
    this.nanos = nanos;
    this.busyAt = new AtomicLong(nanos.getAsLong());
  }

  /** Returns the timeout of the next poll. */
  Duration patience() {
    return nanos.getAsLong() - busyAt.get() > IDLE_AFTER.toNanos() ? IDLE : BUSY;
  }

  /** Records that a slot has a task. */
  void busy() {
    busyAt.set(nanos.getAsLong());
  }
}
