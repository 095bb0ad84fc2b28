/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.worker.document;

import io.ocrstream.cache.PageCache;
import io.ocrstream.contracts.Page;
import io.ocrstream.contracts.PageKey;
import io.ocrstream.engine.PageCachePort;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Pages that were read before in the same way, out of the cache.
 *
 * <p><b>Threading:</b> any; looking up blocks for no longer than the cache's deadline.
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

  /** The memory of each way to read, and of each tenant. */
  public static DocumentReader.Memories of(PageCache cache) {
    return (info, tenant) -> new CachedPages(cache, info.pageFingerprint(), tenant);
  }

  @Override
  public Optional<Page> find(String digest) {
    return cache.find(new PageKey(digest, fingerprint, tenant)).join().hit();
  }

  @Override
  public void keep(String digest, Page page) {
    // Not awaited: a page that was not kept is read again, nothing more. The cache counts it.
    var unused = cache.put(new PageKey(digest, fingerprint, tenant), page);
  }
}
