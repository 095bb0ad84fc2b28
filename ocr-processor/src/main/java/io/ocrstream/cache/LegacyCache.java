/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.cache;

import java.util.concurrent.CompletableFuture;

/**
 * The entries of the earlier Python service, under {@code ocr:<md5 of the document's bytes>}.
 *
 * <p><b>Threading:</b> any; no method blocks. <b>Fails:</b> never, as {@link ResultCache}.
 */
public interface LegacyCache {
  /** A cache without entries. */
  LegacyCache NONE =
      new LegacyCache() {
        @Override
        public CompletableFuture<CacheLookup<LegacyEntry>> find(String md5) {
          return CompletableFuture.completedFuture(new CacheLookup.Miss<>());
        }

        @Override
        public CompletableFuture<ResultCache.Stored> put(String md5, LegacyEntry entry) {
          return CompletableFuture.completedFuture(ResultCache.Stored.REFUSED);
        }
      };

  /**
   * Looks up an entry, in either of its forms: a JSON text or a Redis hash. A malformed entry is a
   * miss, and is counted as invalid.
   *
   * @param md5 32 lower-case hex digits, computed from the bytes that were read
   */
  CompletableFuture<CacheLookup<LegacyEntry>> find(String md5);

  /**
   * Stores an entry as a JSON text, unless the key has a value already. Its time to live is the
   * shortest that a payload can have, so that it does not outlive the payload of the same reading.
   */
  CompletableFuture<ResultCache.Stored> put(String md5, LegacyEntry entry);
}
