/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.cache;

import io.ocrstream.cache.CacheMeters.Outcome;
import java.util.Optional;

/**
 * What a look-up found, with how it is counted.
 *
 * @param lookup for the caller
 * @param outcome for the meters
 */
record Found<T>(Lookup<T> lookup, Outcome outcome) {
  static <T> Found<T> ofValue(Optional<T> value) {
    return value.map(v -> new Found<>(new Lookup.Hit<>(v), Outcome.HIT)).orElseGet(Found::invalid);
  }

  static <T> Found<T> nothing() {
    return new Found<>(new Lookup.Miss<>(), Outcome.MISS);
  }

  static <T> Found<T> invalid() {
    return new Found<>(new Lookup.Miss<>(), Outcome.INVALID);
  }

  static <T> Found<T> outage() {
    return new Found<>(new Lookup.Outage<>(), Outcome.OUTAGE);
  }
}
