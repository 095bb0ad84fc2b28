/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.cache;

import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The result of a look-up: a hit, a miss or an outage. An outage is a result like the others, not
 * an exception. Callers continue as after a miss, and may repeat the look-up while the work waits.
 *
 * @param <T> type of the value looked up
 */
public sealed interface CacheLookup<T> {
  /** Returns the result of the function for this case. */
  default <R> R fold(Function<T, R> hit, Supplier<R> miss, Supplier<R> outage) {
    if (this instanceof Hit<T> found) {
      return hit.apply(found.value());
    }
    return this instanceof Miss ? miss.get() : outage.get();
  }

  /** Returns the value found; empty after a miss or an outage. */
  default Optional<T> hit() {
    return fold(Optional::of, Optional::empty, Optional::empty);
  }

  /**
   * The cache holds a value.
   *
   * @param value the value found
   */
  record Hit<T>(T value) implements CacheLookup<T> {}

  /** The cache holds no usable value under the key. */
  record Miss<T>() implements CacheLookup<T> {}

  /** The cache did not answer within its deadline, refused the command, or is known to be down. */
  record Outage<T>() implements CacheLookup<T> {}
}
