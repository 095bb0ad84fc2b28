/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.content;

import io.ocrstream.concurrent.Sleeper;
import io.ocrstream.contracts.Outcome;
import io.ocrstream.contracts.Problem;
import io.ocrstream.contracts.RetryPolicy;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * Retries an operation as a {@link RetryPolicy} says.
 *
 * <p><b>Threading:</b> any; blocks. An interrupt ends the wait at once and stays set.
 *
 * @param policy decides which failures are retried, and when
 * @param random draws the waits; called from any thread
 * @param sleeper waits; tests replace it so that no time passes
 */
public record Attempts(RetryPolicy policy, RandomGenerator random, Sleeper sleeper) {
  /** Returns attempts in real time. */
  public static Attempts of(RetryPolicy policy) {
    return new Attempts(policy, () -> ThreadLocalRandom.current().nextLong(), Sleeper.REAL);
  }

  /**
   * Makes attempts until one has a value or the policy ends them.
   *
   * @return the first outcome with a value, or the last problem with the number of attempts
   */
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
