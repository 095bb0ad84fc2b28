/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.cache.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class TimeToLiveTest {
  private static final Duration BASE = Duration.ofSeconds(100);

  @Test
  void shouldReachBothBoundsAndNeverPassThem() {
    assertThat(new TimeToLive(BASE, 0.1, drawing(0)).nextMillis()).isEqualTo(90_000);
    assertThat(new TimeToLive(BASE, 0.1, drawing(0.5)).nextMillis()).isEqualTo(100_000);
    assertThat(new TimeToLive(BASE, 0.1, drawing(Math.nextDown(1.0))).nextMillis())
        .isEqualTo(110_000);
  }

  @Test
  void shouldNotVaryWhenThereIsNoJitter() {
    assertThat(new TimeToLive(BASE, 0, new Random(1)).nextMillis()).isEqualTo(100_000);
  }

  @Test
  void shouldNeverBeZero() {
    assertThat(new TimeToLive(Duration.ofMillis(1), 0.5, drawing(0)).nextMillis()).isEqualTo(1);
    assertThat(new TimeToLive(Duration.ZERO, 0.5, drawing(0)).nextMillis()).isEqualTo(1);
  }

  private static RandomGenerator drawing(double value) {
    return new Random() {
      @Override
      public double nextDouble() {
        return value;
      }
    };
  }
}
