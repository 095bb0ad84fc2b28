/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.cache;

import io.ocrstream.contracts.Page;
import io.ocrstream.contracts.PageKey;
import java.util.concurrent.CompletableFuture;

/**
 * The cache of pages, keyed by their image content.
 *
 * <p><b>Threading:</b> any; no method blocks. <b>Fails:</b> never, as {@link ResultCache}.
 */
public interface PageCache {
  /** A cache that stores nothing: each look-up is a miss. */
  PageCache NONE =
      new PageCache() {
        @Override
        public CompletableFuture<CacheLookup<Page>> find(PageKey key) {
          return CompletableFuture.completedFuture(new CacheLookup.Miss<>());
        }

        @Override
        public CompletableFuture<ResultCache.Stored> put(PageKey key, Page page) {
          return CompletableFuture.completedFuture(ResultCache.Stored.REFUSED);
        }
      };

  /**
   * Looks up a page that was read before, under any page number. A value that is not a readable
   * page is a miss.
   */
  CompletableFuture<CacheLookup<Page>> find(PageKey key);

  /** Stores a page that was read. */
  CompletableFuture<ResultCache.Stored> put(PageKey key, Page page);
}
