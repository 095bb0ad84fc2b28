/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.worker;

import io.ocrstream.content.Attempts;
import io.ocrstream.content.Content;
import io.ocrstream.content.Fetched;
import io.ocrstream.content.Inspected;
import io.ocrstream.contracts.FailureCode;
import io.ocrstream.contracts.Location;
import io.ocrstream.contracts.Problem;
import io.ocrstream.resilience.Breaker;
import io.ocrstream.resilience.OutageGate;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads from object stores, trying again what may succeed the next time, and waiting with the
 * others while a store is out.
 *
 * <p><b>Threading:</b> any; blocks. <b>Bounds:</b> those of its attempts, and again for as long as
 * {@link OutageGate} have patience.
 */
public final class RetryingContent {
  /** Scheme, and host and port or bucket: what fails and recovers as one. */
  private static final Pattern STORE =
      Pattern.compile("((?:https|s3)://[^/?#]{1,255}|[a-z0-9]{1,16}:).*");

  private final Content content;
  private final Attempts attempts;
  private final OutageGate outages;

  /** A fetcher that reads from {@code content}, each object as often as {@code attempts} say. */
  public RetryingContent(Content content, Attempts attempts, OutageGate outages) {
    this.content = content;
    this.attempts = attempts;
    this.outages = outages;
  }

  Inspected inspect(Location location) throws InterruptedException {
    return attempt(
        location,
        () -> content.inspect(location),
        inspected -> inspected.fold(seen -> null, Inspected.Refused::problem),
        Inspected.Refused::new);
  }

  Fetched fetch(Location location) throws InterruptedException {
    return attempt(
        location,
        () -> content.fetch(location),
        fetched -> fetched.fold(bytes -> null, Fetched.Refused::problem),
        Fetched.Refused::new);
  }

  private <T> T attempt(
      Location location,
      Supplier<T> attempt,
      Function<T, @Nullable Problem> problemOf,
      Function<Problem, T> refused)
      throws InterruptedException {
    OutageGate.Wait outage = outages.of(store(location));
    T outcome;
    Problem problem;
    do {
      // Past its patience it tries nevertheless: what it meets then is its own answer.
      var unused = outage.permits();
      Tries<T> tries = new Tries<>(outage.breaker(), attempt, problemOf);
      outcome = attempts.make(tries::next, problemOf, refused);
      problem = problemOf.apply(outcome);
      // What failed because the slot gave the task up says nothing of the place.
      if (problem != null && Thread.interrupted()) {
        throw new InterruptedException();
      }
    } while (problem != null && isOfTheStore(problem) && outage.goesOn());
    return outcome;
  }

  /** Attempts, each of which asks the breaker and tells it. Threading: one thread. */
  private static final class Tries<T> {
    private final Breaker breaker;
    private final Supplier<T> attempt;
    private final Function<T, @Nullable Problem> problemOf;
    private @Nullable T last;

    Tries(Breaker breaker, Supplier<T> attempt, Function<T, @Nullable Problem> problemOf) {
      this.breaker = breaker;
      this.attempt = attempt;
      this.problemOf = problemOf;
    }

    /**
     * The first one has its permission; a further one that gets none ends as the one before. It
     * takes no trial of a breaker that is open: that is for others.
     */
    T next() {
      T before = last;
      if (before != null && (breaker.isOpen() || !breaker.permits())) {
        return before;
      }
      T outcome = made();
      last = outcome;
      return outcome;
    }

    private T made() {
      boolean told = false;
      try {
        T outcome = attempt.get();
        Problem problem = problemOf.apply(outcome);
        if (problem == null || !isOfTheStore(problem)) {
          breaker.succeeded();
          told = true;
        } else if (!Thread.currentThread().isInterrupted()) {
          breaker.failed();
          told = true;
        }
        return outcome;
      } finally {
        if (!told) {
          breaker.released();
        }
      }
    }
  }

  /** Whether any other object there might have met it. */
  private static boolean isOfTheStore(Problem problem) {
    return problem.code() == FailureCode.FETCH_FAILED;
  }

  private static String store(Location location) {
    Matcher matcher = STORE.matcher(location.uri().toLowerCase(Locale.ROOT));
    return matcher.matches() ? matcher.group(1) : "";
  }
}
