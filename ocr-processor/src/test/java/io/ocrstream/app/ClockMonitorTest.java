/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClockMonitorTest {
  private final AtomicLong millis = new AtomicLong(1_769_850_000_000L);
  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE);
  private final ClockMonitor watch = new ClockMonitor(millis::get, nanos::get);

  @Test
  void shouldTellByHowMuchTheClockWasSet() {
    passes(Duration.ofSeconds(1), Duration.ofSeconds(1).minus(Duration.ofHours(1)));
    assertThat(watch.look()).contains(Duration.ofHours(-1));
    passes(Duration.ofSeconds(1), Duration.ofSeconds(1));
    assertThat(watch.look()).as("told once").isEmpty();
    passes(Duration.ofSeconds(1), Duration.ofSeconds(1).plus(Duration.ofHours(1)));
    assertThat(watch.look()).contains(Duration.ofHours(1));
  }

  @Test
  void shouldSayNothingWhenTheClockGoesOn() {
    passes(Duration.ofSeconds(1), Duration.ofSeconds(1));
    assertThat(watch.look()).isEmpty();
    // The process was stopped while the machine's clock went on.
    passes(Duration.ofHours(1), Duration.ofHours(1));
    assertThat(watch.look()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 1})
  void shouldBearALittle(int way) {
    Duration second = Duration.ofSeconds(1);
    passes(second, second.plus(ClockMonitor.TOLERANCE.multipliedBy(way)));
    assertThat(watch.look()).isEmpty();
    Duration over = ClockMonitor.TOLERANCE.plusMillis(1).multipliedBy(way);
    passes(second, second.plus(over));
    assertThat(watch.look()).contains(over);
  }

  private void passes(Duration time, Duration onTheClock) {
    nanos.addAndGet(time.toNanos());
    millis.addAndGet(onTheClock.toMillis());
  }
}
