/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.cache.redis;

import static java.util.concurrent.CompletableFuture.completedFuture;
import static java.util.concurrent.CompletableFuture.supplyAsync;

import io.ocrstream.cache.CacheLookup;
import io.ocrstream.cache.PageCache;
import io.ocrstream.cache.ResultCache.Stored;
import io.ocrstream.cache.redis.CacheMeters.Kind;
import io.ocrstream.config.CacheConfig;
import io.ocrstream.contracts.Page;
import io.ocrstream.contracts.PageKey;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;

/**
 * The cache of pages in Redis, over the connection of a {@link RedisCache} and with its deadlines.
 *
 * <p><b>Threading:</b> any; pages are decompressed off the event loop, because a page takes about a
 * millisecond and would delay other replies. <b>Bounds:</b> as {@link PageCodec}.
 */
final class RedisPages implements PageCache {
  private final RedisEntries redis;
  private final PageCodec form;
  private final TimeToLive timeToLive;
  private final Executor unpacking;

  private RedisPages(
      RedisEntries redis, PageCodec form, TimeToLive timeToLive, Executor unpacking) {
    this.redis = redis;
    this.form = form;
    this.timeToLive = timeToLive;
    this.unpacking = unpacking;
  }

  /**
   * Returns the cache of pages over {@code redis}; one that stores nothing if the settings disable
   * it.
   */
  static PageCache of(
      RedisEntries redis, CacheConfig settings, RandomGenerator random, Executor unpacking) {
    return settings.pageEnabled()
        ? new RedisPages(
            redis,
            new PageCodec(Math.toIntExact(settings.pageMaxBytes().bytes())),
            new TimeToLive(settings.pageTtl(), settings.ttlJitter(), random),
            unpacking)
        : NONE;
  }

  @Override
  public CompletableFuture<CacheLookup<Page>> find(PageKey key) {
    return redis.lookup(
        Kind.PAGE, key.cacheKey(), value -> supplyAsync(() -> form.read(value), unpacking));
  }

  @Override
  public CompletableFuture<Stored> put(PageKey key, Page page) {
    return form.write(page)
        .map(value -> redis.write(Kind.PAGE, key.cacheKey(), value, timeToLive))
        .orElseGet(() -> completedFuture(Stored.REFUSED));
  }
}
