/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.cache.redis;

import io.ocrstream.cache.CacheLookup;
import io.ocrstream.cache.redis.CacheMeters.Outcome;
import java.util.Optional;

/**
 * What a look-up found, with how it is counted.
 *
 * @param lookup for the caller
 * @param outcome for the meters
 */
record CountedLookup<T>(CacheLookup<T> lookup, Outcome outcome) {
  static <T> CountedLookup<T> ofValue(Optional<T> value) {
    return value
        .map(v -> new CountedLookup<>(new CacheLookup.Hit<>(v), Outcome.HIT))
        .orElseGet(CountedLookup::invalid);
  }

  static <T> CountedLookup<T> nothing() {
    return new CountedLookup<>(new CacheLookup.Miss<>(), Outcome.MISS);
  }

  static <T> CountedLookup<T> invalid() {
    return new CountedLookup<>(new CacheLookup.Miss<>(), Outcome.INVALID);
  }

  static <T> CountedLookup<T> outage() {
    return new CountedLookup<>(new CacheLookup.Outage<>(), Outcome.OUTAGE);
  }
}
