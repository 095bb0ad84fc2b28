/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.app;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.function.LongSupplier;

/**
 * Provides monotonic time for waits, independent of changes to the machine's clock. With wall-clock
 * time, a circuit breaker that opened just before the clock was set back by an hour would stay open
 * for an hour.
 *
 * <p><b>Threading:</b> any.
 */
final class SteadyClock extends Clock {
  private final Instant begun;
  private final LongSupplier nanoTime;
  private final long begunNanos;

  /** Creates a clock that starts at the current time. */
  SteadyClock() {
    this(Instant.now(), System::nanoTime);
  }

  SteadyClock(Instant begun, LongSupplier nanoTime) {
    this.begun = begun;
    this.nanoTime = nanoTime;
    this.begunNanos = nanoTime.getAsLong();
  }

  @Override
  public Instant instant() {
    return begun.plus(Duration.ofNanos(nanoTime.getAsLong() - begunNanos));
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  /** Returns this clock: waits have no time zone. */
  @Override
  public Clock withZone(ZoneId zone) {
    return this;
  }
}
