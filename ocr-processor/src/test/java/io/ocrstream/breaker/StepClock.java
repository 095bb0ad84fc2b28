/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.breaker;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;

/**
 * A clock that moves only when told to.
 *
 * <p><b>Threading:</b> one thread.
 */
public final class StepClock {
  private Instant now = Instant.ofEpochSecond(1_000);

  /** Moves the clock forward. */
  public void step(Duration duration) {
    now = now.plus(duration);
  }

  /** Returns the time in the terms of {@link System#nanoTime}. */
  public long nanoTime() {
    return Duration.between(Instant.EPOCH, now).toNanos();
  }

  /** Returns the clock for what needs one. */
  public Clock clock() {
    InstantSource source = () -> now;
    return source.withZone(ZoneOffset.UTC);
  }
}
