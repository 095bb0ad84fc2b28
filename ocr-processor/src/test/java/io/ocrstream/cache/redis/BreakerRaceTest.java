/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.cache.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Tests that a new connection can reset the breaker while look-ups use it. */
class BreakerRaceTest {
  private static final int ROUNDS = 20_000;

  private final CircuitBreaker breaker =
      CircuitBreaker.of(
          "raced",
          CircuitBreakerConfig.custom()
              .slidingWindow(1, 1, CircuitBreakerConfig.SlidingWindowType.COUNT_BASED)
              .waitDurationInOpenState(Duration.ofMillis(1))
              .permittedNumberOfCallsInHalfOpenState(1)
              .build());

  @Test
  void shouldNeverThrowWhenResetWhileAsked() {
    CompletableFuture<Void> resets =
        CompletableFuture.runAsync(
            () -> {
              for (int i = 0; i < ROUNDS; i++) {
                breaker.reset();
                RedisBreaker.tell(
                    () -> breaker.onError(1, TimeUnit.NANOSECONDS, new Exception("gone")));
              }
            });
    int permitted = 0;
    while (!resets.isDone()) {
      permitted += RedisBreaker.permits(breaker) ? 1 : 0;
    }
    resets.join();
    assertThat(permitted).isPositive();
  }
}
