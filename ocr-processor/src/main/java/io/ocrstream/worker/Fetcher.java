/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.worker;

import io.ocrstream.content.Content;
import io.ocrstream.content.Fetched;
import io.ocrstream.content.Inspected;
import io.ocrstream.contracts.Location;
import io.ocrstream.contracts.Problem;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads from object stores, trying again what may succeed the next time.
 *
 * <p>Attempt n + 1 begins {@code backoff × 2^(n-1)} after attempt n, times a random factor between
 * ½ and 1½, so that workers that failed together do not come back together.
 *
 * <p><b>Threading:</b> any; blocks. <b>Bounds:</b> {@code attempts} attempts.
 */
public final class Fetcher {
  private final Content content;
  private final int attempts;
  private final Duration backoff;
  private final DoubleSupplier random;
  private final Sleeper sleeper;

  /** How waiting is done; tests wait without time passing. */
  @FunctionalInterface
  interface Sleeper {
    void sleep(Duration duration) throws InterruptedException;
  }

  /** A fetcher that waits in real time. */
  public Fetcher(Content content, int attempts, Duration backoff) {
    this(
        content,
        attempts,
        backoff,
        () -> ThreadLocalRandom.current().nextDouble(),
        duration -> Thread.sleep(duration.toMillis()));
  }

  Fetcher(Content content, int attempts, Duration backoff, DoubleSupplier random, Sleeper sleeper) {
    this.content = content;
    this.attempts = attempts;
    this.backoff = backoff;
    this.random = random;
    this.sleeper = sleeper;
  }

  Inspected inspect(Location location) throws InterruptedException {
    return retry(
        () -> content.inspect(location),
        inspected -> inspected.fold(seen -> null, Inspected.Refused::problem),
        Inspected.Refused::new);
  }

  Fetched fetch(Location location) throws InterruptedException {
    return retry(
        () -> content.fetch(location),
        fetched -> fetched.fold(bytes -> null, Fetched.Refused::problem),
        Fetched.Refused::new);
  }

  /** One attempt. */
  @FunctionalInterface
  private interface Attempt<T> {
    T make();
  }

  private <T> T retry(
      Attempt<T> attempt, Function<T, @Nullable Problem> problemOf, Function<Problem, T> refused)
      throws InterruptedException {
    for (int n = 1; ; n++) {
      T outcome = attempt.make();
      Problem problem = problemOf.apply(outcome);
      if (problem == null) {
        return outcome;
      }
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      if (n == attempts || !problem.code().isRetryable()) {
        return refused.apply(problem.after(n));
      }
      sleeper.sleep(pause(n));
    }
  }

  private Duration pause(int attempt) {
    double factor = Math.pow(2, attempt - 1.0) * (0.5 + random.getAsDouble());
    return Duration.ofMillis(Math.round(backoff.toMillis() * factor));
  }
}
