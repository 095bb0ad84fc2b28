/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.worker;

import io.ocrstream.content.Attempts;
import io.ocrstream.content.Content;
import io.ocrstream.content.Fetched;
import io.ocrstream.content.Inspected;
import io.ocrstream.contracts.Location;
import io.ocrstream.contracts.Problem;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads from object stores, trying again what may succeed the next time.
 *
 * <p><b>Threading:</b> any; blocks. <b>Bounds:</b> those of its attempts.
 */
public final class Fetcher {
  private final Content content;
  private final Attempts attempts;

  /** A fetcher that reads from {@code content}, each object as often as {@code attempts} say. */
  public Fetcher(Content content, Attempts attempts) {
    this.content = content;
    this.attempts = attempts;
  }

  Inspected inspect(Location location) throws InterruptedException {
    return attempt(
        () -> content.inspect(location),
        inspected -> inspected.fold(seen -> null, Inspected.Refused::problem),
        Inspected.Refused::new);
  }

  Fetched fetch(Location location) throws InterruptedException {
    return attempt(
        () -> content.fetch(location),
        fetched -> fetched.fold(bytes -> null, Fetched.Refused::problem),
        Fetched.Refused::new);
  }

  private <T> T attempt(
      Supplier<T> attempt, Function<T, @Nullable Problem> problemOf, Function<Problem, T> refused)
      throws InterruptedException {
    T outcome = attempts.make(attempt, problemOf, refused);
    // What failed because the slot gave the task up says nothing of the place.
    if (problemOf.apply(outcome) != null && Thread.interrupted()) {
      throw new InterruptedException();
    }
    return outcome;
  }
}
