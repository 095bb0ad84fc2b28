/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.cache.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.ocrstream.cache.CacheSettings;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RedisBreakerTest {
  private static final int WINDOW = 4;
  private static final Duration OPEN = Duration.ofSeconds(1);

  private Instant now = Instant.EPOCH;
  private final CircuitBreaker breaker =
      RedisBreaker.of(
          CacheSettings.of("redis://localhost").withBreaker(WINDOW, OPEN),
          ((InstantSource) () -> now).withZone(ZoneOffset.UTC),
          new Availability());

  @Test
  void shouldOpenOnlyWhenTheWindowIsFullAndHalfOfItFailed() {
    calls(WINDOW - 1, false);
    assertThat(RedisBreaker.stateNumber(breaker)).isZero();
    calls(1, false);
    assertThat(RedisBreaker.stateNumber(breaker)).isEqualTo(2);
  }

  @Test
  void shouldStayClosedWhenFewerFail() {
    for (int i = 0; i < 10; i++) {
      calls(3, true);
      calls(1, false);
    }
    assertThat(RedisBreaker.stateNumber(breaker)).isZero();
  }

  @Test
  void shouldLetTrialsThroughAfterItsTimeAndCloseWhenTheySucceed() {
    calls(WINDOW, false);
    now = now.plus(OPEN);
    assertThat(breaker.tryAcquirePermission()).isFalse();
    now = now.plusMillis(1);
    calls(1, true);
    assertThat(RedisBreaker.stateNumber(breaker)).isEqualTo(1);
    calls(RedisBreaker.TRIALS - 1, true);
    assertThat(RedisBreaker.stateNumber(breaker)).isZero();
  }

  @Test
  void shouldOpenAgainWhenTheTrialsFail() {
    calls(WINDOW, false);
    now = now.plus(OPEN).plusMillis(1);
    calls(RedisBreaker.TRIALS, false);
    assertThat(RedisBreaker.stateNumber(breaker)).isEqualTo(2);
  }

  private void calls(int n, boolean succeed) {
    for (int i = 0; i < n; i++) {
      assertThat(breaker.tryAcquirePermission()).isTrue();
      if (succeed) {
        breaker.onSuccess(1, TimeUnit.MILLISECONDS);
      } else {
        breaker.onError(1, TimeUnit.MILLISECONDS, new IOException());
      }
    }
  }
}
