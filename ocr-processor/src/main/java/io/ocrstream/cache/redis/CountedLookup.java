/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.cache.redis;

import io.ocrstream.cache.CacheLookup;
import io.ocrstream.cache.redis.CacheMeters.Ending;
import java.util.Optional;

/**
 * The result of a look-up, with its outcome for the meters.
 *
 * @param lookup the result for the caller
 * @param outcome the outcome for the meters
 */
record CountedLookup<T>(CacheLookup<T> lookup, Ending outcome) {
  static <T> CountedLookup<T> ofValue(Optional<T> value) {
    return value
        .map(v -> new CountedLookup<>(new CacheLookup.Hit<>(v), Ending.HIT))
        .orElseGet(CountedLookup::invalid);
  }

  static <T> CountedLookup<T> nothing() {
    return new CountedLookup<>(new CacheLookup.Miss<>(), Ending.MISS);
  }

  static <T> CountedLookup<T> invalid() {
    return new CountedLookup<>(new CacheLookup.Miss<>(), Ending.INVALID);
  }

  static <T> CountedLookup<T> outage() {
    return new CountedLookup<>(new CacheLookup.Outage<>(), Ending.OUTAGE);
  }
}
