/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.contracts;

import java.time.Duration;
import java.util.function.Function;
import java.util.function.Supplier;

/** Holds the decision of a {@link RetryPolicy} about a failed attempt. */
public sealed interface Retry {
  /** Applies the function of the case at hand. */
  <R> R fold(Function<Duration, R> after, Supplier<R> giveUp);

  /**
   * Demands another attempt.
   *
   * @param delay delay before it starts, from zero
   */
  record After(Duration delay) implements Retry {
    @Override
    public <R> R fold(Function<Duration, R> after, Supplier<R> giveUp) {
      return after.apply(delay);
    }
  }

  /** Demands no further attempt, because it would not help or there were enough. */
  record GiveUp() implements Retry {
    @Override
    public <R> R fold(Function<Duration, R> after, Supplier<R> giveUp) {
      return giveUp.get();
    }
  }
}
