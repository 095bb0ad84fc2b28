/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.breaker;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock that stands still until it is told. Threading: one thread. */
public final class StepClock extends Clock {
  private Instant now = Instant.ofEpochSecond(1_000);

  /** Time passes. */
  public void step(Duration duration) {
    now = now.plus(duration);
  }

  /** As {@link System#nanoTime}. */
  public long nanoTime() {
    return Duration.between(Instant.EPOCH, now).toNanos();
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    throw new UnsupportedOperationException("nobody asks for one");
  }

  @Override
  public Instant instant() {
    return now;
  }
}
