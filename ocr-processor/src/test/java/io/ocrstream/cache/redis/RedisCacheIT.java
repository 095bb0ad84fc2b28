/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.cache.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.ocrstream.cache.CacheLookup;
import io.ocrstream.cache.CacheSettings;
import io.ocrstream.cache.CacheStats;
import io.ocrstream.cache.PageCache;
import io.ocrstream.cache.RedisFixture;
import io.ocrstream.cache.ResultCache;
import io.ocrstream.cache.ResultCache.Stored;
import io.ocrstream.cache.ResultCacheContractTest;
import io.ocrstream.contracts.ContentHash;
import io.ocrstream.contracts.FailureCode;
import io.ocrstream.contracts.Outcome;
import io.ocrstream.contracts.PageKey;
import io.ocrstream.contracts.Problem;
import io.ocrstream.contracts.RawJson;
import io.ocrstream.metrics.CacheMetrics;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tests the contract, and what only a real server shows, against a server that stays up. */
class RedisCacheIT extends ResultCacheContractTest {
  private static final RedisFixture REDIS = RedisFixture.stopped();

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private RedisCache cache = open(CacheSettings.of(REDIS.uri()));

  @BeforeAll
  static void startServer() {
    REDIS.start();
  }

  @AfterAll
  static void stopServer() {
    REDIS.close();
  }

  @BeforeEach
  void connect() {
    REDIS.with(redis -> redis.flushall());
    cache.connect();
    await("connected").until(() -> cache.stats().isConnected());
  }

  @AfterEach
  void close() {
    cache.close();
  }

  private RedisCache open(CacheSettings settings) {
    return new RedisCache(settings, meters, Clock.systemUTC(), new Random(7));
  }

  @Override
  public ResultCache cache() {
    return cache;
  }

  @Override
  public PageCache pages() {
    return cache.pages();
  }

  @Override
  public void storeRaw(String key, byte[] value) {
    REDIS.with(redis -> redis.set(key, value));
  }

  @Override
  public void goDown() {
    REDIS.stop();
  }

  @Override
  public void comeBack() {
    REDIS.start();
  }

  @Test
  void shouldGiveEveryEntryATimeToLiveWithinTheJitter() {
    for (int i = 0; i < 50; i++) {
      get(cache.put(key("k" + i), payload(PAYLOAD)));
    }
    get(cache.remember(LOCATION, ContentHash.ofBytes(new byte[0])));

    List<Long> millis =
        REDIS.with(redis -> redis.keys("*").stream().map(redis::pttl).sorted().toList());
    long base = Duration.ofHours(1).toMillis();
    assertThat(millis).hasSize(51).allMatch(ttl -> ttl > base * 0.9 - 30_000 && ttl <= base * 1.1);
    assertThat(millis.get(50) - millis.get(0)).isGreaterThan(base / 20);
  }

  @Test
  void shouldLetAPayloadThatLacksPagesEndSooner() {
    get(cache.putPartial(key("partial"), payload(PAYLOAD)));

    assertThat(get(cache.find(key("partial")))).isEqualTo(new CacheLookup.Hit<>(payload(PAYLOAD)));
    long ttl = REDIS.with(redis -> redis.pttl(key("partial").cacheKey()));
    assertThat(ttl).isBetween(20_000L, (long) (CacheSettings.PARTIAL_TTL.toMillis() * 1.1));
  }

  @Test
  void shouldRememberFailuresForAShortTimeAndCountThemApart() {
    Problem corrupt = Problem.of(FailureCode.CORRUPT, "no");
    get(cache.putFailure(key("bad"), corrupt));
    get(cache.putFailure(key("bad"), corrupt));
    get(cache.recall(key("bad")));

    long base = CacheSettings.FAILURE_TTL.toMillis();
    long ttl = REDIS.with(redis -> redis.pttl(key("bad").cacheKey()));
    assertThat(ttl).isBetween((long) (base * 0.9) - 30_000, (long) (base * 1.1));
    assertThat(timed(CacheMetrics.CACHE_LOOKUPS.name(), "failure", "hit")).isEqualTo(1);
    assertThat(timed(CacheMetrics.CACHE_LOOKUPS.name(), "payload", "hit")).isZero();
    assertThat(timed(CacheMetrics.CACHE_WRITES.name(), "failure", "stored")).isEqualTo(1);
    assertThat(timed(CacheMetrics.CACHE_WRITES.name(), "failure", "kept")).isEqualTo(1);
  }

  @Test
  void shouldCountADamagedFailureAsInvalid() {
    storeRaw(key("a").cacheKey(), "{\"failure\":{}}".getBytes(StandardCharsets.UTF_8));
    assertThat(get(cache.recall(key("a")))).isEqualTo(new CacheLookup.Miss<>());
    assertThat(count("invalid")).isEqualTo(1);
  }

  @Test
  void shouldNeitherKeepNorBelieveFailuresWhenTurnedOff() {
    get(cache.putFailure(key("before"), Problem.of(FailureCode.CORRUPT, "no")));
    cache.close();
    cache = open(CacheSettings.of(REDIS.uri()).withoutFailures());
    connect();

    assertThat(get(cache.recall(key("before")))).isEqualTo(new CacheLookup.Miss<>());
    assertThat(get(cache.putFailure(key("a"), Problem.of(FailureCode.CORRUPT, "no"))))
        .isEqualTo(Stored.REFUSED);
  }

  @Test
  void shouldKeepPagesForATimeOfTheirOwn() {
    PageKey page = new PageKey("ab".repeat(32), FINGERPRINT, null);
    assertThat(get(cache.pages().put(page, PageCodecTest.page("text")))).isEqualTo(Stored.STORED);

    long base = CacheSettings.PAGE_TTL.toMillis();
    long ttl = REDIS.with(redis -> redis.pttl(page.cacheKey()));
    assertThat(ttl).isBetween((long) (base * 0.9) - 30_000, (long) (base * 1.1));
  }

  @Test
  void shouldCountForeignValuesAsInvalidMisses() {
    storeRaw(key("a").cacheKey(), "{}".getBytes(StandardCharsets.UTF_8));
    REDIS.with(redis -> redis.lpush(key("list").cacheKey(), new byte[] {1}));

    assertThat(get(cache.find(key("a")))).isEqualTo(new CacheLookup.Miss<>());
    assertThat(get(cache.find(key("list")))).isEqualTo(new CacheLookup.Miss<>());
    assertThat(get(cache.find(key("none")))).isEqualTo(new CacheLookup.Miss<>());
    assertThat(count("invalid")).isEqualTo(2);
    assertThat(count("miss")).isEqualTo(1);
  }

  @Test
  void shouldFindLargePayloadsByteForByte() {
    RawJson large = payload(PAYLOAD.replace("Caf", "x".repeat(7 * 1024 * 1024 - 1000)));
    assertThat(get(cache.put(key("large"), large))).isEqualTo(Stored.STORED);
    assertThat(get(cache.find(key("large")))).isEqualTo(new CacheLookup.Hit<>(large));
  }

  @Test
  void shouldAnswerAThousandLookupsAtOnce() {
    get(cache.put(key("a"), payload(PAYLOAD)));

    List<CompletableFuture<CacheLookup<RawJson>>> futures =
        IntStream.range(0, 1000).mapToObj(i -> cache.find(key(i % 2 == 0 ? "a" : "b"))).toList();
    long hits =
        futures.stream().filter(f -> get(f).fold(hit -> true, () -> false, () -> false)).count();
    assertThat(hits).isEqualTo(500);
    assertThat(count("miss")).isEqualTo(500);
    assertThat(meters.get("ocr.cache.pending").gauge().value()).isZero();
  }

  @Test
  void shouldRefuseWhatIsPastMaxPendingAtOnce() {
    cache.close();
    cache = open(CacheSettings.of(REDIS.uri()).withMaxPending(3));
    connect();
    REDIS.pause();
    List<CompletableFuture<CacheLookup<RawJson>>> admitted;
    CompletableFuture<CacheLookup<RawJson>> refused;
    try {
      admitted = IntStream.range(0, 3).mapToObj(i -> cache.find(key("a"))).toList();
      refused = cache.find(key("a"));
      assertThat(admitted).noneMatch(CompletableFuture::isDone);
      assertThat(refused).isCompletedWithValue(new CacheLookup.Outage<>());
    } finally {
      REDIS.resume();
    }
    assertThat(admitted).allMatch(future -> get(future).equals(new CacheLookup.Miss<RawJson>()));
    assertThat(get(cache.find(key("a")))).isEqualTo(new CacheLookup.Miss<>());
  }

  @Test
  void shouldAdmitOfThoseAskedTogetherOnlyWhatMaxPendingLeaves() {
    cache.close();
    cache = open(CacheSettings.of(REDIS.uri()).withMaxPending(3));
    connect();
    REDIS.pause();
    List<CompletableFuture<CacheLookup<Outcome<RawJson>>>> asked;
    try {
      asked = cache.recallAll(List.of(key("a"), key("b"), key("c"), key("d")));
      assertThat(asked.subList(0, 3)).noneMatch(CompletableFuture::isDone);
      assertThat(asked.get(3)).isCompletedWithValue(new CacheLookup.Outage<>());
    } finally {
      REDIS.resume();
    }
    assertThat(asked.subList(0, 3))
        .allMatch(one -> get(one).equals(new CacheLookup.Miss<Outcome<RawJson>>()));
    assertThat(meters.get("ocr.cache.pending").gauge().value()).isZero();
  }

  /** A key with a value of another type fails alone, without the other keys of the request. */
  @Test
  void shouldFindTheOthersWhenRedisRefusesOneOfThoseAskedTogether() {
    get(cache.put(key("a"), payload(PAYLOAD)));
    REDIS.with(redis -> redis.lpush(key("list").cacheKey(), new byte[] {1}));

    List<CompletableFuture<CacheLookup<Outcome<RawJson>>>> asked =
        cache.recallAll(List.of(key("list"), key("a"), key("list")));

    assertThat(get(asked.get(0))).isEqualTo(new CacheLookup.Miss<>());
    assertThat(get(asked.get(1)))
        .isEqualTo(new CacheLookup.Hit<Outcome<RawJson>>(Outcome.of(payload(PAYLOAD))));
    assertThat(get(asked.get(2))).isEqualTo(new CacheLookup.Miss<>());
    assertThat(count("invalid")).isEqualTo(2);
  }

  @Test
  void shouldTellItsStats() {
    get(cache.put(key("a"), payload(PAYLOAD)));
    CacheStats.Up up = get(cache.stats().read()).orElseThrow();
    assertThat(up.keys()).isEqualTo(1);
    assertThat(up.memoryBytes()).isGreaterThan(100_000);
    assertThat(up.uptime()).isLessThan(Duration.ofMinutes(10));
  }

  @Test
  void shouldAnswerOutageWhenClosed() {
    cache.close();
    assertThat(get(cache.find(key("a")))).isEqualTo(new CacheLookup.Outage<>());
    assertThat(get(cache.stats().read())).isEmpty();
  }

  private long count(String outcome) {
    return timed(CacheMetrics.CACHE_LOOKUPS.name(), "payload", outcome);
  }

  private long timed(String name, String kind, String outcome) {
    return meters.get(name).tags("kind", kind, "outcome", outcome).timer().count();
  }
}
