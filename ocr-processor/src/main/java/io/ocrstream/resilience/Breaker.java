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
 * Whether something that others fail at is worth trying. Whoever is permitted a call tells how it
 * ended.
 *
 * <p><b>Threading:</b> any; nothing blocks.
 */
public final class Breaker {
  /** Calls that decide whether it closes again. */
  static final int TRIALS = 2;

  /** Longest that others wait for those: then it is open again, and others try. */
  static final Duration TRIAL_TIME = Duration.ofSeconds(30);

  private final CircuitBreaker breaker;

  /** Callers that wait to call for the first time. */
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

  /** Whether a call may be made now. */
  public boolean permits() {
    return breaker.tryAcquirePermission();
  }

  /**
   * The same for a caller whose last call failed. While others wait for their first call, they go
   * first: what fails may be this caller's own, and then only theirs can end the outage.
   */
  public boolean permitsAgain() {
    return untried.get() == 0 && permits();
  }

  /** One begins to wait for its first call. */
  public void awaited() {
    untried.incrementAndGet();
  }

  /** It waits no longer. */
  public void awaitedNoMore() {
    untried.decrementAndGet();
  }

  /** A permitted call ended well, or in a way that says nothing against what was called. */
  public void succeeded() {
    breaker.onSuccess(0, TimeUnit.NANOSECONDS);
  }

  /** A permitted call failed as it would have for anyone. */
  public void failed() {
    breaker.onError(0, TimeUnit.NANOSECONDS, new Failed());
  }

  /** A permitted call was not made, or nothing is known of its end. */
  public void released() {
    breaker.releasePermission();
  }

  /** Whether calls are held back, all of them or all but a few that try. */
  public boolean isOpen() {
    return state() > 0;
  }

  /** 0 closed, 1 half open, 2 open. */
  int state() {
    return switch (breaker.getState()) {
      case OPEN, FORCED_OPEN -> 2;
      case HALF_OPEN -> 1;
      default -> 0;
    };
  }

  /** Only counted, hence without a trace. */
  private static final class Failed extends Exception {
    Failed() {
      super("failed", null, false, false);
    }
  }
}
