/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.app;

import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.function.LongSupplier;

/**
 * Provides monotonic time for waits, independent of changes to the machine's clock. With wall-clock
 * time, a circuit breaker that opened just before the clock was set back by an hour would stay open
 * for an hour.
 *
 * <p><b>Threading:</b> any.
 */
final class SteadyClock {
  private SteadyClock() {}

  /** Returns a clock that starts at the current time. */
  static Clock start() {
    return start(Instant.now(), System::nanoTime);
  }

  static Clock start(Instant begun, LongSupplier nanoTime) {
    long begunNanos = nanoTime.getAsLong();
    InstantSource now = () -> begun.plusNanos(nanoTime.getAsLong() - begunNanos);
    return now.withZone(ZoneOffset.UTC);
  }
}
