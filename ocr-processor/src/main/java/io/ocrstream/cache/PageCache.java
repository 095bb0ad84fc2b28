/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.cache;

import io.ocrstream.contracts.Page;
import io.ocrstream.contracts.PageKey;
import java.util.concurrent.CompletableFuture;

/**
 * The cache of pages, by what they look like.
 *
 * <p><b>Threading:</b> any. No method blocks. <b>Fails:</b> never, as {@link ResultCache}.
 */
public interface PageCache {
  /** Keeps nothing. */
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

  /** Looks up a page that was read, whatever number it had. What is no such page is a miss. */
  CompletableFuture<CacheLookup<Page>> find(PageKey key);

  /** Puts a page that was read. */
  CompletableFuture<ResultCache.Stored> put(PageKey key, Page page);
}
