/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.cache;

import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What a look-up found. An outage is an answer like the others: callers go on as after a miss, and
 * may ask again while the work waits.
 *
 * @param <T> what was looked for
 */
public sealed interface CacheLookup<T> {
  /** One of the three, by case. */
  <R> R fold(Function<T, R> hit, Supplier<R> miss, Supplier<R> outage);

  /** Returns what was found; empty where nothing was, for whatever reason. */
  default Optional<T> hit() {
    return fold(Optional::of, Optional::empty, Optional::empty);
  }

  /**
   * It was there.
   *
   * @param value it
   */
  record Hit<T>(T value) implements CacheLookup<T> {
    @Override
    public <R> R fold(Function<T, R> hit, Supplier<R> miss, Supplier<R> outage) {
      return hit.apply(value);
    }
  }

  /** It was not there, or was not ours. */
  record Miss<T>() implements CacheLookup<T> {
    @Override
    public <R> R fold(Function<T, R> hit, Supplier<R> miss, Supplier<R> outage) {
      return miss.get();
    }
  }

  /** The cache did not answer within its deadline, refused, or is known to be down. */
  record Outage<T>() implements CacheLookup<T> {
    @Override
    public <R> R fold(Function<T, R> hit, Supplier<R> miss, Supplier<R> outage) {
      return outage.get();
    }
  }
}
