/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.worker;

import io.ocrstream.cache.PageCache;
import io.ocrstream.contracts.EngineInfo;
import io.ocrstream.contracts.Page;
import io.ocrstream.contracts.PageKey;
import io.ocrstream.engine.PageMemory;
import java.util.Optional;
import java.util.function.Function;

/**
 * Pages that were read before in the same way, out of the cache.
 *
 * <p><b>Threading:</b> any; looking up blocks for no longer than the cache's deadline.
 */
public final class CachedPages implements PageMemory {
  private final PageCache cache;
  private final String fingerprint;

  private CachedPages(PageCache cache, String fingerprint) {
    this.cache = cache;
    this.fingerprint = fingerprint;
  }

  /** The memory of each way to read. */
  public static Function<EngineInfo, PageMemory> of(PageCache cache) {
    return info -> new CachedPages(cache, info.pageFingerprint());
  }

  @Override
  public Optional<Page> find(String digest) {
    return cache
        .find(new PageKey(digest, fingerprint))
        .join()
        .fold(Optional::of, Optional::empty, Optional::empty);
  }

  @Override
  public void keep(String digest, Page page) {
    // Not awaited: a page that was not kept is read again, nothing more. The cache counts it.
    var unused = cache.put(new PageKey(digest, fingerprint), page);
  }
}
