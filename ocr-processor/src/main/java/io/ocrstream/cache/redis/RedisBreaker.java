/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.cache.redis;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import io.github.resilience4j.circuitbreaker.IllegalStateTransitionException;
import io.ocrstream.config.Settings;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The circuit breaker before Redis, as the settings want it. */
final class RedisBreaker {
  /** Trials that decide whether it closes again. */
  static final int TRIALS = 3;

  private static final Logger LOG = LoggerFactory.getLogger(RedisBreaker.class);

  private RedisBreaker() {}

  /** Closed at first; tells {@code availability} when it opens and when it closes. */
  static CircuitBreaker of(Settings.Cache settings, Clock clock, Availability availability) {
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
                  // Half open: nothing is known yet.
                }
              }
            });
    return breaker;
  }

  /**
   * Whether a command may go out. The library's transitions are not atomic with a {@code reset} by
   * another thread: a call that finds the breaker due for a trial, while a new connection closes
   * it, throws. It is closed then, so asking again is right.
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
      // Two resets within microseconds: one look-up more is a miss.
      return false;
    }
  }

  /** Tells the breaker how a command ended; what it makes of it must not keep back the answer. */
  static void tell(Runnable outcome) {
    try {
      outcome.run();
    } catch (IllegalStateTransitionException raced) {
      LOG.debug("An outcome came while the breaker was reset: {}", raced.toString());
    }
  }

  /** Of the metric: 0 closed, 1 half open, 2 open. */
  static int stateNumber(CircuitBreaker breaker) {
    return switch (breaker.getState()) {
      case OPEN, FORCED_OPEN -> 2;
      case HALF_OPEN -> 1;
      default -> 0;
    };
  }
}
