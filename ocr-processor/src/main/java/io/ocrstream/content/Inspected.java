/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.content;

import io.ocrstream.contracts.ContentHash;
import io.ocrstream.contracts.Location;
import io.ocrstream.contracts.Problem;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What {@link Content#inspect} saw. */
public sealed interface Inspected {
  /** One of the two, by case. */
  <R> R fold(Function<Seen, R> seen, Function<Refused, R> refused);

  /**
   * There is an object.
   *
   * @param location the same, pinned to the state seen where the store names it
   * @param size bytes as the store says; null where it does not
   * @param hash the store's own SHA-256 over the whole object; null where it has none
   */
  record Seen(Location location, @Nullable Long size, @Nullable ContentHash hash)
      implements Inspected {
    @Override
    public <R> R fold(Function<Seen, R> seen, Function<Refused, R> refused) {
      return seen.apply(this);
    }
  }

  /**
   * There is none, or not for us.
   *
   * @param problem why
   */
  record Refused(Problem problem) implements Inspected {
    @Override
    public <R> R fold(Function<Seen, R> seen, Function<Refused, R> refused) {
      return refused.apply(this);
    }
  }
}
