/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.topology.intake;

import io.ocrstream.cache.CacheLookup;
import io.ocrstream.contracts.ContentHash;
import io.ocrstream.contracts.Outcome;
import io.ocrstream.contracts.RawJson;
import org.jspecify.annotations.Nullable;

/**
 * The cache's knowledge of an event.
 *
 * @param hash content hash, claimed by the event or found in the cache's index of locations; null
 *     if it is unknown
 * @param lookup the look-up under that hash; a miss if the hash is unknown
 */
record KnownAnswer(@Nullable ContentHash hash, CacheLookup<Outcome<RawJson>> lookup) {
  /** Neither an answer nor a content hash is known. */
  static final KnownAnswer NOTHING = new KnownAnswer(null, new CacheLookup.Miss<>());
}
