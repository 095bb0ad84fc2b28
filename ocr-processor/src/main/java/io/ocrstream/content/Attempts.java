/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.content;

import io.ocrstream.contracts.Outcome;
import io.ocrstream.contracts.Problem;
import io.ocrstream.contracts.RetryPolicy;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * Does again what may succeed the next time, as a {@link RetryPolicy} says.
 *
 * <p><b>Threading:</b> any; blocks, and is over at once when interrupted, which stays set.
 *
 * @param policy what is done again, and when
 * @param random draws the waits; called from any thread
 * @param sleeper how waiting is done; tests wait without time passing
 */
public record Attempts(RetryPolicy policy, RandomGenerator random, Sleeper sleeper) {
  /** How waiting is done. */
  @FunctionalInterface
  public interface Sleeper {
    /** Waits. */
    void sleep(Duration duration) throws InterruptedException;
  }

  /** Attempts in real time. */
  public static Attempts of(RetryPolicy policy) {
    return new Attempts(
        policy,
        () -> ThreadLocalRandom.current().nextLong(),
        duration -> Thread.sleep(duration.toMillis()));
  }

  /** Returns the first outcome with a value, or the last one with the number of attempts. */
  public <T> Outcome<T> make(Supplier<Outcome<T>> attempt) {
    for (int n = 1; ; n++) {
      Outcome<T> outcome = attempt.get();
      Optional<Problem> problem = outcome.problem();
      if (problem.isEmpty()) {
        return outcome;
      }
      if (!policy.after(problem.get().code(), n, random).map(this::waited).orElse(false)) {
        return Outcome.failed(problem.get().after(n));
      }
    }
  }

  private boolean waited(Duration wait) {
    if (Thread.currentThread().isInterrupted()) {
      return false;
    }
    try {
      sleeper.sleep(wait);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
