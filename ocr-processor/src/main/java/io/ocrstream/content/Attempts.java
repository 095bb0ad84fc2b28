/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.content;

import io.ocrstream.contracts.Problem;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;

/**
 * Does again what may succeed the next time. Attempt n + 1 begins {@code backoff × 2^(n-1)} after
 * attempt n, times a random factor between ½ and 1½, so that those who failed together do not come
 * back together.
 *
 * <p><b>Threading:</b> any; blocks, and is over at once when interrupted, which stays set.
 *
 * @param most attempts, the first included
 * @param backoff before the second attempt
 * @param random from 0 to 1
 * @param sleeper how waiting is done; tests wait without time passing
 */
record Attempts(int most, Duration backoff, DoubleSupplier random, Sleeper sleeper) {
  /** How waiting is done. */
  @FunctionalInterface
  interface Sleeper {
    void sleep(Duration duration) throws InterruptedException;
  }

  /** Attempts in real time. */
  static Attempts of(int most, Duration backoff) {
    return new Attempts(
        most,
        backoff,
        () -> ThreadLocalRandom.current().nextDouble(),
        duration -> Thread.sleep(duration.toMillis()));
  }

  /** The last attempt's problem, with the number of attempts; empty once one had none. */
  Optional<Problem> make(Supplier<Optional<Problem>> attempt) {
    for (int n = 1; ; n++) {
      Optional<Problem> problem = attempt.get();
      if (problem.isEmpty()) {
        return problem;
      }
      if (n == most || !problem.get().code().isRetryable() || !waited(n)) {
        return Optional.of(problem.get().after(n));
      }
    }
  }

  private boolean waited(int attempt) {
    double factor = Math.pow(2, attempt - 1.0) * (0.5 + random.getAsDouble());
    try {
      sleeper.sleep(Duration.ofMillis(Math.round(backoff.toMillis() * factor)));
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
