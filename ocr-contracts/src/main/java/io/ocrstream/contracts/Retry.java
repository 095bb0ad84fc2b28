/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.contracts;

import java.time.Duration;
import java.util.function.Function;
import java.util.function.Supplier;

/** What a {@link RetryPolicy} says of an attempt that failed. */
public sealed interface Retry {
  /** One of the two, by case. */
  <R> R fold(Function<Duration, R> after, Supplier<R> giveUp);

  /**
   * Try again.
   *
   * @param delay before the next attempt begins, from zero
   */
  record After(Duration delay) implements Retry {
    @Override
    public <R> R fold(Function<Duration, R> after, Supplier<R> giveUp) {
      return after.apply(delay);
    }
  }

  /** Another attempt would not help, or there were enough. */
  record GiveUp() implements Retry {
    @Override
    public <R> R fold(Function<Duration, R> after, Supplier<R> giveUp) {
      return giveUp.get();
    }
  }
}
