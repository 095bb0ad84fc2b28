/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.content;

import io.ocrstream.contracts.Problem;
import io.ocrstream.contracts.Retry;
import io.ocrstream.contracts.RetryPolicy;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

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

  /**
   * The first outcome without a problem, or the last.
   *
   * @param attempt one of them
   * @param problemOf an outcome's problem; null where it has none
   * @param refused an outcome of the last attempt's problem, with the number of attempts
   */
  public <T> T make(
      Supplier<T> attempt, Function<T, @Nullable Problem> problemOf, Function<Problem, T> refused) {
    for (int n = 1; ; n++) {
      T outcome = attempt.get();
      Problem problem = problemOf.apply(outcome);
      if (problem == null) {
        return outcome;
      }
      if (!goesOn(policy.after(problem.code(), n, random))) {
        return refused.apply(problem.after(n));
      }
    }
  }

  /** The last attempt's problem, with the number of attempts; empty once one had none. */
  public Optional<Problem> make(Supplier<Optional<Problem>> attempt) {
    return make(attempt, problem -> problem.orElse(null), Optional::of);
  }

  private boolean goesOn(Retry retry) {
    return retry.fold(this::waited, () -> false);
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
