/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.worker;

import io.ocrstream.content.Attempts;
import io.ocrstream.content.Content;
import io.ocrstream.content.Fetched;
import io.ocrstream.content.Inspected;
import io.ocrstream.contracts.FailureCode;
import io.ocrstream.contracts.Location;
import io.ocrstream.contracts.Outcome;
import io.ocrstream.resilience.Breaker;
import io.ocrstream.resilience.OutageGate;
import java.util.Locale;
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

  Outcome<Inspected> inspect(Location location) throws InterruptedException {
    return attempt(location, () -> content.inspect(location));
  }

  Outcome<Fetched> fetch(Location location) throws InterruptedException {
    return attempt(location, () -> content.fetch(location));
  }

  private <T> Outcome<T> attempt(Location location, Supplier<Outcome<T>> attempt)
      throws InterruptedException {
    OutageGate.Wait outage = outages.of(store(location));
    Outcome<T> outcome;
    do {
      // Past its patience it tries nevertheless: what it meets then is its own answer.
      var unused = outage.permits();
      Tries<T> tries = new Tries<>(outage.breaker(), attempt);
      outcome = attempts.make(tries::next);
      // What failed because the slot gave the task up says nothing of the place.
      if (outcome.problem().isPresent() && Thread.interrupted()) {
        throw new InterruptedException();
      }
    } while (isOfTheStore(outcome) && outage.goesOn());
    return outcome;
  }

  /** Attempts, each of which asks the breaker and tells it. Threading: one thread. */
  private static final class Tries<T> {
    private final Breaker breaker;
    private final Supplier<Outcome<T>> attempt;
    private @Nullable Outcome<T> last;

    Tries(Breaker breaker, Supplier<Outcome<T>> attempt) {
      this.breaker = breaker;
      this.attempt = attempt;
    }

    /**
     * The first one has its permission; a further one that gets none ends as the one before. It
     * takes no trial of a breaker that is open: that is for others.
     */
    Outcome<T> next() {
      Outcome<T> before = last;
      if (before != null && (breaker.isOpen() || !breaker.permits())) {
        return before;
      }
      Outcome<T> outcome = made();
      last = outcome;
      return outcome;
    }

    private Outcome<T> made() {
      boolean told = false;
      try {
        Outcome<T> outcome = attempt.get();
        if (!isOfTheStore(outcome)) {
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

  /** Returns whether there is a problem that any other object of the store might have met. */
  private static boolean isOfTheStore(Outcome<?> outcome) {
    return outcome.problem().filter(p -> p.code() == FailureCode.FETCH_FAILED).isPresent();
  }

  private static String store(Location location) {
    Matcher matcher = STORE.matcher(location.uri().toLowerCase(Locale.ROOT));
    return matcher.matches() ? matcher.group(1) : "";
  }
}
