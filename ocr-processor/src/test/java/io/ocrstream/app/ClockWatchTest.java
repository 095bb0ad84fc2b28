/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ClockWatchTest {
  private final AtomicLong millis = new AtomicLong(1_769_850_000_000L);
  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE);
  private final ClockWatch watch = new ClockWatch(millis::get, nanos::get);

  @Test
  void shouldTellByHowMuchTheClockWasSetBack() {
    passes(Duration.ofSeconds(1), Duration.ofSeconds(1).minus(Duration.ofHours(1)));
    assertThat(watch.look()).contains(Duration.ofHours(1));
    passes(Duration.ofSeconds(1), Duration.ofSeconds(1));
    assertThat(watch.look()).as("told once").isEmpty();
  }

  @Test
  void shouldSayNothingWhenTheClockGoesOnOrIsSetForward() {
    passes(Duration.ofSeconds(1), Duration.ofSeconds(1));
    assertThat(watch.look()).isEmpty();
    passes(Duration.ofSeconds(1), Duration.ofHours(1));
    assertThat(watch.look()).isEmpty();
    // The process stood still, and its clock went on with the machine's.
    passes(Duration.ofHours(1), Duration.ofHours(1));
    assertThat(watch.look()).isEmpty();
  }

  @Test
  void shouldBearALittle() {
    passes(Duration.ofSeconds(1), Duration.ofSeconds(1).minus(ClockWatch.TOLERANCE));
    assertThat(watch.look()).isEmpty();
    passes(Duration.ofSeconds(1), Duration.ofSeconds(1).minus(ClockWatch.TOLERANCE).minusMillis(1));
    assertThat(watch.look()).contains(ClockWatch.TOLERANCE.plusMillis(1));
  }

  private void passes(Duration time, Duration onTheClock) {
    nanos.addAndGet(time.toNanos());
    millis.addAndGet(onTheClock.toMillis());
  }
}
