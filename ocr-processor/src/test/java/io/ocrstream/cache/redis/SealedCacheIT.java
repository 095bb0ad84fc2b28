/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.cache.redis;

import static io.ocrstream.cache.ResultCacheContractTest.FINGERPRINT;
import static io.ocrstream.cache.ResultCacheContractTest.LOCATION;
import static io.ocrstream.cache.ResultCacheContractTest.PAYLOAD;
import static io.ocrstream.cache.ResultCacheContractTest.get;
import static io.ocrstream.cache.ResultCacheContractTest.key;
import static io.ocrstream.cache.ResultCacheContractTest.payload;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.ocrstream.cache.CacheLookup;
import io.ocrstream.cache.RedisFixture;
import io.ocrstream.cache.ResultCache.Stored;
import io.ocrstream.cache.ResultCacheContractTest;
import io.ocrstream.config.loader.SettingsLoader;
import io.ocrstream.contracts.ContentHash;
import io.ocrstream.contracts.ContentKey;
import io.ocrstream.contracts.Location;
import io.ocrstream.contracts.PageKey;
import io.ocrstream.contracts.RawJson;
import io.ocrstream.metrics.CacheMetrics;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tests what a real Redis contains when values are encrypted and keys are hashed. */
class SealedCacheIT {
  private static final RedisFixture REDIS = RedisFixture.running();
  private static final String CANARY = "the canary sings at noon";
  private static final String ONE = ValueEncryptionTest.ONE;
  private static final String TWO = ValueEncryptionTest.TWO;
  private static final ContentKey KEY = key("a");
  private static final RawJson READ = payload(PAYLOAD.replace("Caf", CANARY));
  private static final CacheLookup<RawJson> HIT = new CacheLookup.Hit<>(READ);
  private static final CacheLookup<RawJson> MISS = new CacheLookup.Miss<>();

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final List<RedisCache> opened = new ArrayList<>();

  @BeforeEach
  void empty() {
    REDIS.with(redis -> redis.flushall());
  }

  @AfterEach
  void close() {
    opened.forEach(RedisCache::close);
  }

  @AfterAll
  static void stopServer() {
    REDIS.close();
  }

  private RedisCache open(String... settings) {
    Map<String, String> given = new HashMap<>();
    given.put("ocr.cache.uri", REDIS.uri());
    given.put("ocr.cache.lookup-deadline", "5s");
    given.put("ocr.cache.write-deadline", "5s");
    for (int i = 0; i < settings.length; i += 2) {
      given.put("ocr.cache." + settings[i], settings[i + 1]);
    }
    RedisCache cache =
        new RedisCache(SettingsLoader.of(given).cache(), meters, Clock.systemUTC(), new Random(7));
    opened.add(cache);
    cache.connect();
    await("connected").until(() -> cache.stats().isConnected());
    return cache;
  }

  private RedisCache sealed(String keys) {
    return open("encryption-keys", keys);
  }

  @Test
  void shouldLetNoTextStandInRedisWhenThereAreKeys() {
    RedisCache cache = sealed(ONE);
    PageKey page = new PageKey("0a".repeat(32), FINGERPRINT, null);
    get(cache.put(KEY, READ));
    get(cache.putPartial(key("partial"), READ));
    get(cache.remember(LOCATION, KEY.hash()));
    get(cache.pages().put(page, PageCodecTest.page(CANARY)));

    List<byte[]> values = REDIS.with(redis -> redis.keys("*").stream().map(redis::get).toList());
    assertThat(values).hasSize(4).allMatch(ValueEncryption::isSealed);
    assertThat(values)
        .extracting(value -> new String(value, ISO_8859_1))
        .noneMatch(text -> text.contains("canary") || text.contains(KEY.hash().hex()));
    assertThat(get(cache.find(KEY))).isEqualTo(HIT);
    assertThat(get(cache.locate(LOCATION))).isEqualTo(new CacheLookup.Hit<>(KEY.hash()));
    assertThat(get(cache.pages().find(page)))
        .isEqualTo(new CacheLookup.Hit<>(PageCodecTest.page(CANARY)));
  }

  @Test
  void shouldFindLargeValuesByteForByte() {
    RawJson large = payload(PAYLOAD.replace("Caf", "x".repeat(7 * 1024 * 1024 - 1000)));
    RedisCache cache = sealed(ONE);
    assertThat(get(cache.put(KEY, large))).isEqualTo(Stored.STORED);
    assertThat(get(cache.find(KEY))).isEqualTo(new CacheLookup.Hit<>(large));
  }

  @Test
  void shouldFindOldValuesWhenKeysWereRotated() {
    get(sealed(ONE).put(KEY, READ));

    assertThat(get(sealed(TWO + "," + ONE).find(KEY))).isEqualTo(HIT);
    assertThat(get(sealed(TWO).find(KEY))).isEqualTo(MISS);
    assertThat(count("invalid")).isEqualTo(1);
  }

  @Test
  void shouldMissAndCountWhatWasTamperedWith() {
    RedisCache cache = sealed(ONE);
    get(cache.put(KEY, READ));
    byte[] stored = REDIS.with(redis -> redis.get(KEY.cacheKey()));
    byte[] flipped = stored.clone();
    flipped[stored.length / 2] ^= 1;
    List<byte[]> tampered =
        List.of(flipped, Arrays.copyOf(stored, stored.length - 1), READ.utf8(), new byte[0]);

    for (byte[] value : tampered) {
      REDIS.with(redis -> redis.set(KEY.cacheKey(), value));
      assertThat(get(cache.find(KEY))).isEqualTo(MISS);
    }
    REDIS.with(redis -> redis.set(key("moved").cacheKey(), stored));
    assertThat(get(cache.find(key("moved")))).isEqualTo(MISS);
    assertThat(count("invalid")).isEqualTo(tampered.size() + 1);
  }

  @Test
  void shouldMissSealedValuesWhenThereAreNoKeys() {
    get(sealed(ONE).put(KEY, READ));
    assertThat(get(open().find(KEY))).isEqualTo(MISS);
    assertThat(count("invalid")).isEqualTo(1);
  }

  @Test
  void shouldBelievePlaintextOnlyWhileItIsAccepted() {
    get(open().put(KEY, READ));

    assertThat(get(sealed(ONE).find(KEY))).isEqualTo(MISS);
    assertThat(get(open("encryption-keys", ONE, "plaintext-accepted", "true").find(KEY)))
        .isEqualTo(HIT);
  }

  @Test
  void shouldKeepTenantsApartAndCoverTheirKeys() {
    RedisCache cache = open("tenant-key", TenantKeyHasherTest.SECRET);
    ContentKey acme = new ContentKey(KEY.hash(), FINGERPRINT, "acme");
    ContentKey beta = new ContentKey(KEY.hash(), FINGERPRINT, "beta");
    Location place = LOCATION.of("acme");
    get(cache.put(acme, READ));
    get(cache.remember(place, KEY.hash()));

    assertThat(Stream.of(acme, beta, KEY).map(cache::find).map(ResultCacheContractTest::get))
        .containsExactly(HIT, MISS, MISS);
    assertThat(get(cache.locate(place))).isEqualTo(new CacheLookup.Hit<>(KEY.hash()));
    assertThat(get(cache.locate(LOCATION))).isEqualTo(new CacheLookup.Miss<ContentHash>());
    List<String> keys = REDIS.with(redis -> redis.keys("*"));
    assertThat(keys)
        .hasSize(2)
        .noneMatch(key -> key.contains("acme") || key.contains(KEY.hash().hex()));
  }

  @Test
  void shouldKeepNothingOfTenantsWhenThereIsNoSecret() {
    RedisCache cache = open();
    ContentKey acme = new ContentKey(KEY.hash(), FINGERPRINT, "acme");
    get(cache.put(KEY, READ));

    assertThat(get(cache.put(acme, READ))).isEqualTo(Stored.REFUSED);
    assertThat(Stream.of(acme, KEY).map(cache::find).map(ResultCacheContractTest::get))
        .containsExactly(MISS, HIT);
    List<String> keys = REDIS.with(redis -> redis.keys("*"));
    assertThat(keys).containsExactly(KEY.cacheKey());
  }

  private double count(String outcome) {
    return meters
        .get(CacheMetrics.CACHE_LOOKUPS.name())
        .tags("kind", "payload", "outcome", outcome)
        .timer()
        .count();
  }
}
