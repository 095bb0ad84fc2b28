/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.worker.document;

import io.ocrstream.cache.PageCache;
import io.ocrstream.contracts.Page;
import io.ocrstream.contracts.PageKey;
import io.ocrstream.engine.PageCachePort;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Pages that were read before with the same page fingerprint, from the page cache.
 *
 * <p><b>Threading:</b> any; a look-up blocks for at most the deadline of the cache.
 */
public final class CachedPages implements PageCachePort {
  private final PageCache cache;
  private final String fingerprint;

  private final @Nullable String tenant;

  private CachedPages(PageCache cache, String fingerprint, @Nullable String tenant) {
    this.cache = cache;
    this.fingerprint = fingerprint;
    this.tenant = tenant;
  }

  /** Returns page caches for each way of reading and each tenant, backed by {@code cache}. */
  public static DocumentReader.Memories of(PageCache cache) {
    return (info, tenant) -> new CachedPages(cache, info.pageFingerprint(), tenant);
  }

  @Override
  public Optional<Page> find(String digest) {
    return cache.find(new PageKey(digest, fingerprint, tenant)).join().hit();
  }

  @Override
  public void keep(String digest, Page page) {
    // Not awaited. A page that was not stored is read again, and the cache counts the failure.
    var unused = cache.put(new PageKey(digest, fingerprint, tenant), page);
  }
}
