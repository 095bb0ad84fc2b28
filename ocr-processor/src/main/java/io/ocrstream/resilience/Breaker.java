/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.resilience;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A circuit breaker for one dependency. A caller that obtains a permit must report success, failure
 * or release.
 *
 * <p><b>Threading:</b> any; no method blocks.
 */
public final class Breaker {
  /**
   * Number of calls permitted while the breaker is half open. Their results decide whether it
   * closes.
   */
  static final int TRIALS = 2;

  /**
   * Longest time in the half-open state. After it the breaker opens again, and other callers get
   * the next trial.
   */
  static final Duration TRIAL_TIME = Duration.ofSeconds(30);

  private final CircuitBreaker breaker;

  /** Number of callers that wait for their first permit. */
  private final AtomicInteger untried = new AtomicInteger();

  Breaker(String name, BreakerRules rules, Clock clock) {
    this.breaker =
        CircuitBreaker.of(
            name,
            CircuitBreakerConfig.custom()
                .slidingWindow(rules.window(), rules.window(), SlidingWindowType.COUNT_BASED)
                .failureRateThreshold(rules.failureRate())
                .waitDurationInOpenState(rules.open())
                .permittedNumberOfCallsInHalfOpenState(TRIALS)
                .maxWaitDurationInHalfOpenState(TRIAL_TIME)
                .clock(clock)
                .build());
  }

  /** Obtains a permit for a call. Returns whether it was granted. */
  public boolean tryAcquirePermit() {
    return breaker.tryAcquirePermission();
  }

  /**
   * Obtains a permit for a caller whose last call failed. Returns whether it was granted. Callers
   * that wait for their first call go first: the failure may be specific to this caller, and then
   * only their calls can end the outage.
   */
  public boolean tryAcquirePermitAgain() {
    return untried.get() == 0 && tryAcquirePermit();
  }

  /** Registers a caller that waits for its first permit. */
  public void addWaiter() {
    untried.incrementAndGet();
  }

  /** Removes a caller that {@link #addWaiter} registered. */
  public void removeWaiter() {
    untried.decrementAndGet();
  }

  /**
   * Reports that a permitted call succeeded, or failed for a reason that does not lie with the
   * dependency.
   */
  public void succeeded() {
    breaker.onSuccess(0, TimeUnit.NANOSECONDS);
  }

  /** Reports that a permitted call failed as it would have for any caller. */
  public void failed() {
    breaker.onError(0, TimeUnit.NANOSECONDS, new Failed());
  }

  /** Gives back a permit whose call was not made, or whose outcome is unknown. */
  public void released() {
    breaker.releasePermission();
  }

  /**
   * Returns whether the breaker holds calls back: it is open, or half open and permits only trials.
   */
  public boolean isOpen() {
    return state() > 0;
  }

  /** Returns 0 if closed, 1 if half open, 2 if open. */
  int state() {
    return switch (breaker.getState()) {
      case OPEN, FORCED_OPEN -> 2;
      case HALF_OPEN -> 1;
      default -> 0;
    };
  }

  /** A failure for the count. It has no stack trace because it is never thrown. */
  private static final class Failed extends Exception {
    Failed() {
      super("failed", null, false, false);
    }
  }
}
