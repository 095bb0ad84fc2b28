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
 * Reads from object stores, retries retryable failures, and waits during an outage of the store.
 *
 * <p><b>Threading:</b> any; blocks. <b>Bounds:</b> those of {@link Attempts}, repeated until the
 * patience of the {@link OutageGate} is over.
 */
public final class RetryingContent {
  /** Matches the scheme with the host and port, or the bucket. These fail and recover as one. */
  private static final Pattern STORE =
      Pattern.compile("((?:https|s3)://[^/?#]{1,255}|[a-z0-9]{1,16}:).*");

  private final Content content;
  private final Attempts attempts;
  private final OutageGate outages;

  /**
   * Creates a reader of {@code content}.
   *
   * @param attempts the retries of one read
   * @param outages holds tasks during an outage of their store
   */
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
      // After the patience is over, the task is tried once more without a permit.
      var unused = outage.awaitPermit();
      PermittedAttempts<T> permitted = new PermittedAttempts<>(outage.breaker(), attempt);
      outcome = attempts.make(permitted::next);
      // A failure that the slot caused by giving up the task says nothing about the store.
      if (outcome.problem().isPresent() && Thread.interrupted()) {
        throw new InterruptedException();
      }
    } while (isStoreFailure(outcome) && outage.shouldRetry());
    return outcome;
  }

  /** Attempts under a permit of the circuit breaker, to which they report. One thread. */
  private static final class PermittedAttempts<T> {
    private final Breaker breaker;
    private final Supplier<Outcome<T>> attempt;
    private @Nullable Outcome<T> last;

    PermittedAttempts(Breaker breaker, Supplier<Outcome<T>> attempt) {
      this.breaker = breaker;
      this.attempt = attempt;
    }

    /**
     * Makes the next attempt. The caller requests the permit of the first. A later one without a
     * permit returns the previous outcome. While the breaker is open, later attempts request no
     * permit, because its trial calls are for other tasks.
     */
    Outcome<T> next() {
      Outcome<T> before = last;
      if (before != null && (breaker.isOpen() || !breaker.tryAcquirePermit())) {
        return before;
      }
      Outcome<T> outcome = attempted();
      last = outcome;
      return outcome;
    }

    private Outcome<T> attempted() {
      boolean reported = false;
      try {
        Outcome<T> outcome = attempt.get();
        if (!isStoreFailure(outcome)) {
          breaker.succeeded();
          reported = true;
        } else if (!Thread.currentThread().isInterrupted()) {
          breaker.failed();
          reported = true;
        }
        return outcome;
      } finally {
        if (!reported) {
          breaker.released();
        }
      }
    }
  }

  /** Returns whether the outcome is a problem that any other object of the store could have met. */
  private static boolean isStoreFailure(Outcome<?> outcome) {
    return outcome.problem().filter(p -> p.code() == FailureCode.FETCH_FAILED).isPresent();
  }

  private static String store(Location location) {
    Matcher matcher = STORE.matcher(location.uri().toLowerCase(Locale.ROOT));
    return matcher.matches() ? matcher.group(1) : "";
  }
}
