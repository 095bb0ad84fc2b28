/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.cache.redis;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import io.github.resilience4j.circuitbreaker.IllegalStateTransitionException;
import io.ocrstream.config.CacheConfig;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The circuit breaker for Redis: creates it from the settings, and guards its calls against races
 * with a reset.
 */
final class RedisBreaker {
  /**
   * Number of calls permitted while the breaker is half open. Their results decide whether it
   * closes.
   */
  static final int TRIALS = 3;

  private static final Logger LOG = LoggerFactory.getLogger(RedisBreaker.class);

  private RedisBreaker() {}

  /**
   * Returns a closed breaker that notifies {@code availability} when it opens and when it closes.
   */
  static CircuitBreaker of(CacheConfig settings, Clock clock, Availability availability) {
    int window = settings.breakerWindow();
    CircuitBreaker breaker =
        CircuitBreaker.of(
            "cache",
            CircuitBreakerConfig.custom()
                .slidingWindow(window, window, SlidingWindowType.COUNT_BASED)
                .failureRateThreshold(settings.breakerFailureRate())
                .waitDurationInOpenState(settings.breakerOpen())
                .permittedNumberOfCallsInHalfOpenState(TRIALS)
                .clock(clock)
                .build());
    breaker
        .getEventPublisher()
        .onStateTransition(
            event -> {
              switch (event.getStateTransition().getToState()) {
                case OPEN -> availability.down("no answers in time");
                case CLOSED -> availability.up();
                default -> {
                  // Half open: the state of Redis is not known yet.
                }
              }
            });
    return breaker;
  }

  /**
   * Returns whether a command may be sent. The transitions of the library are not atomic with a
   * {@code reset} by another thread. A call that finds the breaker due for a trial throws if a new
   * connection closes the breaker at the same moment. The breaker is closed then, so this method
   * asks again.
   */
  static boolean permits(CircuitBreaker breaker) {
    try {
      return breaker.tryAcquirePermission();
    } catch (IllegalStateTransitionException raced) {
      return asksAgain(breaker);
    }
  }

  private static boolean asksAgain(CircuitBreaker breaker) {
    try {
      return breaker.tryAcquirePermission();
    } catch (IllegalStateTransitionException racedTwice) {
      // Two resets happened within microseconds. One more look-up misses.
      return false;
    }
  }

  /**
   * Reports the outcome of a command to the breaker. An exception of the breaker must not keep back
   * the reply.
   */
  static void tell(Runnable outcome) {
    try {
      outcome.run();
    } catch (IllegalStateTransitionException raced) {
      LOG.debug("An outcome came while the breaker was reset: {}", raced.toString());
    }
  }

  /** Returns the value of the metric: 0 closed, 1 half open, 2 open. */
  static int stateNumber(CircuitBreaker breaker) {
    return switch (breaker.getState()) {
      case OPEN, FORCED_OPEN -> 2;
      case HALF_OPEN -> 1;
      default -> 0;
    };
  }
}
