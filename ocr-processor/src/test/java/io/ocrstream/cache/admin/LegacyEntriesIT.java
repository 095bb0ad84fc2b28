/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.cache.admin;

import static io.ocrstream.cache.ResultCacheContractTest.PAYLOAD;
import static io.ocrstream.cache.ResultCacheContractTest.get;
import static io.ocrstream.cache.ResultCacheContractTest.key;
import static io.ocrstream.cache.ResultCacheContractTest.payload;
import static io.ocrstream.cache.redis.LegacyCodecTest.ENTRY;
import static io.ocrstream.cache.redis.LegacyCodecTest.JSON;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lettuce.core.SetArgs;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.ocrstream.cache.CacheLookup;
import io.ocrstream.cache.CacheSettings;
import io.ocrstream.cache.LegacyEntry;
import io.ocrstream.cache.RedisFixture;
import io.ocrstream.cache.ResultCache.Stored;
import io.ocrstream.cache.redis.RedisCache;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Entries as the earlier Python service wrote them, in a real Redis. */
class LegacyEntriesIT {
  private static final RedisFixture REDIS = RedisFixture.running();
  private static final CacheSettings SETTINGS = CacheSettings.of(REDIS.uri());
  private static final String MD5 = "0123456789abcdef0123456789abcdef";
  private static final String OTHER = "f".repeat(32);
  private static final CacheLookup<LegacyEntry> MISS = new CacheLookup.Miss<>();
  private static final Duration HOUR = Duration.ofHours(1);

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final RedisCache cache =
      new RedisCache(SETTINGS, meters, Clock.systemUTC(), new Random(7));

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

  @AfterAll
  static void stop() {
    REDIS.close();
  }

  /** As {@code redis.setex("ocr:" + md5, seconds, json.dumps(entry))} does. */
  private static void text(String md5, String json, Duration life) {
    REDIS.with(redis -> redis.set("ocr:" + md5, json.getBytes(UTF_8), SetArgs.Builder.ex(life)));
  }

  /** As {@code redis.hset("ocr:" + md5, mapping=entry)} does. */
  private static void hash(String md5, String timestamp) {
    Map<String, byte[]> fields =
        Map.of(
            "text", ENTRY.text().getBytes(UTF_8),
            "confidence", "0.9312345678901234".getBytes(UTF_8),
            "process_time", "2.4134".getBytes(UTF_8),
            "word_count", "5".getBytes(UTF_8),
            "timestamp", timestamp.getBytes(UTF_8));
    REDIS.with(redis -> redis.hset("ocr:" + md5, fields));
  }

  private long lookups(String outcome) {
    return meters
        .get("ocr.cache.lookups")
        .tag("kind", "legacy")
        .tag("outcome", outcome)
        .timer()
        .count();
  }

  private LegacySurvey migrate(Duration age, boolean really) throws IOException {
    try (CacheAdmin admin = CacheAdmin.open(SETTINGS)) {
      return admin.migrate(age, really);
    }
  }

  private static long millis(String md5) {
    return REDIS.<Long>with(redis -> redis.pttl("ocr:" + md5));
  }

  @Test
  void shouldFindAnEntryInEitherForm() {
    text(MD5, JSON, HOUR);
    hash(OTHER, "1700000000.1234567");
    assertThat(get(cache.legacy().find(MD5))).isEqualTo(new CacheLookup.Hit<>(ENTRY));
    assertThat(get(cache.legacy().find(OTHER))).isEqualTo(new CacheLookup.Hit<>(ENTRY));
    assertThat(get(cache.legacy().find("a".repeat(32)))).isEqualTo(MISS);
    assertThat(lookups("hit")).isEqualTo(2);
    assertThat(lookups("miss")).isEqualTo(1);
    assertThat(cache.stats().refusal()).as("a hash is no refusal").isEmpty();
  }

  @Test
  void shouldCountAMalformedEntryAndMissIt() {
    text(MD5, JSON.substring(0, 40), HOUR);
    REDIS.with(redis -> redis.hset("ocr:" + OTHER, Map.of("text", new byte[] {'a'})));
    String list = "a".repeat(32);
    REDIS.with(redis -> redis.lpush("ocr:" + list, new byte[] {'a'}));
    for (String md5 : new String[] {MD5, OTHER, list}) {
      assertThat(get(cache.legacy().find(md5))).isEqualTo(MISS);
    }
    assertThat(lookups("invalid")).isEqualTo(3);
  }

  @Test
  void shouldWriteATextThatEndsBeforeThePayload() {
    assertThat(get(cache.legacy().put(MD5, ENTRY))).isEqualTo(Stored.STORED);
    assertThat(get(cache.legacy().find(MD5))).isEqualTo(new CacheLookup.Hit<>(ENTRY));
    assertThat(millis(MD5)).isPositive().isLessThanOrEqualTo(HOUR.toMillis() * 9 / 10);

    hash(OTHER, "1700000000");
    assertThat(get(cache.legacy().put(OTHER, ENTRY))).as("the old one").isEqualTo(Stored.REFUSED);
  }

  @Test
  void shouldOnlyCountWhenNotToldToKeep() throws IOException {
    text(MD5, JSON, HOUR);
    hash(OTHER, "1700000001");
    text("a".repeat(32), "{}", HOUR);
    get(cache.put(key("a"), payload(PAYLOAD)));

    Duration century = Duration.ofDays(36_500);
    assertThat(migrate(century, false))
        .isEqualTo(new LegacySurvey(1, 1, 1, 1, 1_700_000_000L, 1_700_000_001L, 1));
    assertThat(millis(MD5)).isLessThanOrEqualTo(HOUR.toMillis());
  }

  @Test
  void shouldKeepEntriesUntilTheirAgeAndChangeNothingTheSecondTime() throws IOException {
    long now = Instant.now().getEpochSecond();
    String young = JSON.replace("1700000000.1234567", now - 60 + ".5");
    text(MD5, young, HOUR);
    text(OTHER, JSON, HOUR);
    String lasting = "b".repeat(32);
    hash(lasting, String.valueOf(now));

    LegacySurvey first = migrate(Duration.ofDays(30), true);
    assertThat(first.due()).as("the other is older than that").isEqualTo(1);
    assertThat(millis(MD5))
        .isBetween(Duration.ofDays(29).toMillis(), Duration.ofDays(30).toMillis());
    assertThat(millis(OTHER)).isLessThanOrEqualTo(HOUR.toMillis());
    assertThat(millis(lasting)).as("stays without an end").isEqualTo(-1);
    assertThat(migrate(Duration.ofDays(30), true).due()).isZero();
    assertThat(migrate(Duration.ZERO, true).due()).as("never shortened").isZero();
  }

  @Test
  void shouldSeeEveryEntryWhenThereAreMoreThanOneBatch() throws IOException {
    int many = AdminConnection.SCANNED * 2 + 1;
    for (int i = 0; i < many; i++) {
      hash("%032x".formatted(i), "1700000000");
    }
    assertThat(migrate(Duration.ZERO, false).hashes()).isEqualTo(many);
  }

  @Test
  void shouldForgetOneByItsMd5AndLeaveThemOutOfExports(@TempDir Path folder) throws IOException {
    text(MD5, JSON, HOUR);
    hash(OTHER, "1700000000");
    get(cache.put(key("a"), payload(PAYLOAD)));
    try (CacheAdmin admin = CacheAdmin.open(SETTINGS)) {
      assertThat(admin.exportTo(folder.resolve("backup"), false)).isEqualTo(1);
      ForgetRequest one = new ForgetRequest(Set.of(), null, null, false, Set.of(MD5));
      assertThat(admin.forget(one, true)).isEqualTo(1);
      assertThat(admin.forget(one, true)).isZero();
    }
    assertThat(get(cache.legacy().find(MD5))).isEqualTo(MISS);
    assertThat(get(cache.legacy().find(OTHER))).isNotEqualTo(MISS);
  }
}
