/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.cache;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import io.ocrstream.config.Settings;
import java.time.Clock;

/** The circuit breaker before Redis, as the settings want it. */
final class Breaker {
  /** Trials that decide whether it closes again. */
  static final int TRIALS = 3;

  private Breaker() {}

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

  /** Of the metric: 0 closed, 1 half open, 2 open. */
  static int stateNumber(CircuitBreaker breaker) {
    return switch (breaker.getState()) {
      case OPEN, FORCED_OPEN -> 2;
      case HALF_OPEN -> 1;
      default -> 0;
    };
  }
}
