/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.cache.admin;

import static io.ocrstream.cache.ResultCacheContractTest.FINGERPRINT;
import static io.ocrstream.cache.ResultCacheContractTest.LOCATION;
import static io.ocrstream.cache.ResultCacheContractTest.PAYLOAD;
import static io.ocrstream.cache.ResultCacheContractTest.get;
import static io.ocrstream.cache.ResultCacheContractTest.key;
import static io.ocrstream.cache.ResultCacheContractTest.payload;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.ocrstream.cache.RedisFixture;
import io.ocrstream.cache.redis.PageCodecTest;
import io.ocrstream.cache.redis.RedisCache;
import io.ocrstream.cache.redis.TenantKeyHasherTest;
import io.ocrstream.config.CacheConfig;
import io.ocrstream.config.loader.SettingsLoader;
import io.ocrstream.contracts.ContentHash;
import io.ocrstream.contracts.ContentKey;
import io.ocrstream.contracts.Location;
import io.ocrstream.contracts.PageKey;
import io.ocrstream.contracts.RawJson;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** A cache in Redis with ten entries of two documents and two tenants. */
final class FilledCache {
  static final ContentHash HASH = key("a").hash();
  static final RawJson READ = payload(PAYLOAD);
  static final PageKey PAGE = new PageKey("0a".repeat(32), FINGERPRINT, null);

  private FilledCache() {}

  static CacheConfig settings(RedisFixture redis, @Nullable String keys) {
    Map<String, String> given =
        new HashMap<>(
            Map.of(
                "ocr.cache.uri",
                redis.uri(),
                "ocr.cache.lookup-deadline",
                "2s",
                "ocr.cache.write-deadline",
                "3s",
                "ocr.cache.tenant-key",
                TenantKeyHasherTest.SECRET));
    if (keys != null) {
      given.put("ocr.cache.encryption-keys", keys);
    }
    return SettingsLoader.of(given).cache();
  }

  static RedisCache open(CacheConfig settings) {
    RedisCache opened =
        new RedisCache(settings, new SimpleMeterRegistry(), Clock.systemUTC(), new Random(7));
    opened.connect();
    await("connected").until(() -> opened.stats().isConnected());
    return opened;
  }

  /**
   * Writes ten entries: for a shared document two results and two locations, a page, and another
   * document.
   */
  static void fill(RedisCache into) {
    get(into.put(key("a"), READ));
    get(into.put(new ContentKey(HASH, "f".repeat(16)), READ));
    get(into.remember(LOCATION, HASH));
    get(into.remember(new Location("s3://b/copy", "e"), HASH));
    get(into.pages().put(PAGE, PageCodecTest.page("text")));
    get(into.put(key("b"), READ));
    get(into.remember(new Location("s3://b/other", "e"), key("b").hash()));
    get(into.put(new ContentKey(HASH, FINGERPRINT, "acme"), READ));
    get(into.remember(LOCATION.of("acme"), HASH));
    get(into.put(new ContentKey(HASH, FINGERPRINT, "beta"), READ));
  }
}
