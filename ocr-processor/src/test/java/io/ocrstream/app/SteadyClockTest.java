/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SteadyClockTest {
  @Test
  void shouldGoOnAtThePaceOfTimeFromWhereItBegan() {
    Instant begun = Instant.parse("2026-01-31T08:00:00Z");
    // The origin of nanoTime is arbitrary, so it may be about to overflow.
    AtomicLong nanos = new AtomicLong(Long.MAX_VALUE);
    Clock clock = SteadyClock.start(begun, nanos::get);

    assertThat(clock.instant()).isEqualTo(begun);
    nanos.addAndGet(Duration.ofSeconds(5).toNanos());
    assertThat(clock.instant()).isEqualTo(begun.plusSeconds(5));
  }
}
