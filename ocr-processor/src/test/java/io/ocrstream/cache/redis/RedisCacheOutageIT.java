/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.cache.redis;

import static io.lettuce.core.protocol.CommandType.DBSIZE;
import static io.lettuce.core.protocol.CommandType.GET;
import static io.lettuce.core.protocol.CommandType.INFO;
import static io.lettuce.core.protocol.CommandType.SET;
import static io.ocrstream.cache.ResultCacheContractTest.LOCATION;
import static io.ocrstream.cache.ResultCacheContractTest.PAYLOAD;
import static io.ocrstream.cache.ResultCacheContractTest.get;
import static io.ocrstream.cache.ResultCacheContractTest.key;
import static io.ocrstream.cache.ResultCacheContractTest.payload;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lettuce.core.AclSetuserArgs;
import io.lettuce.core.api.sync.RedisCommands;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.ocrstream.cache.BlackHole;
import io.ocrstream.cache.CacheLookup;
import io.ocrstream.cache.CacheSettings;
import io.ocrstream.cache.LogCapture;
import io.ocrstream.cache.RedisFixture;
import io.ocrstream.cache.ResultCache;
import io.ocrstream.cache.ResultCache.Stored;
import io.ocrstream.contracts.Outcome;
import io.ocrstream.contracts.RawJson;
import io.ocrstream.metrics.CacheMetrics;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Tests outages of a real server: absent, gone, frozen, silent, full, locked. */
class RedisCacheOutageIT {

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final RedisFixture redis = RedisFixture.stopped();

  @AfterEach
  void stop() {
    redis.close();
  }

  private RedisCache open(CacheSettings settings) {
    return new RedisCache(settings, meters, Clock.systemUTC(), new Random(7));
  }

  private static void awaitStored(ResultCache cache) {
    await("writes succeed")
        .until(() -> get(cache.put(key("a"), payload(PAYLOAD))) == Stored.STORED);
  }

  private double gauge(String name) {
    return meters.get(name).gauge().value();
  }

  private double outages(String reason) {
    return meters.get(CacheMetrics.CACHE_OUTAGES.name()).tag("reason", reason).counter().count();
  }

  @Test
  void shouldBeAnOutageAtOnceWhenAbsentAtStartAndServeOnceItComes() {
    try (LogCapture log = LogCapture.open();
        RedisCache cache = open(CacheSettings.of(redis.uri()))) {
      assertThat(cache.find(key("a"))).isCompletedWithValue(new CacheLookup.Outage<>());
      await("noticed").until(() -> log.count("Redis is not available") > 0);
      assertThat(cache.find(key("a"))).isCompletedWithValue(new CacheLookup.Outage<>());
      assertThat(get(cache.stats().read())).isEmpty();

      redis.start();
      awaitStored(cache);
      assertThat(get(cache.find(key("a")))).isEqualTo(new CacheLookup.Hit<>(payload(PAYLOAD)));
      assertThat(log.count("Redis is not available")).isEqualTo(1);
      assertThat(log.count("Redis is back")).isEqualTo(1);
    }
  }

  @Test
  void shouldAnswerEveryLookupWhenStoppedUnderLoadAndHitAgainWithoutARestart() {
    redis.start();
    try (LogCapture log = LogCapture.open();
        RedisCache cache = open(CacheSettings.of(redis.uri()))) {
      awaitStored(cache);
      List<CompletableFuture<CacheLookup<RawJson>>> before = finds(cache, 500);
      redis.stop();
      List<CompletableFuture<CacheLookup<RawJson>>> after = finds(cache, 500);

      assertThat(before).noneMatch(f -> get(f).equals(new CacheLookup.Miss<RawJson>()));
      assertThat(after).noneMatch(f -> get(f).equals(new CacheLookup.Miss<RawJson>()));
      await("noticed").until(() -> !cache.stats().isConnected());
      assertThat(finds(cache, 500)).allMatch(f -> f.isDone() && isOutage(f));
      assertThat(gauge("ocr.cache.pending")).isZero();

      redis.start();
      awaitStored(cache);
      assertThat(finds(cache, 100))
          .allMatch(f -> get(f).equals(new CacheLookup.Hit<>(payload(PAYLOAD))));
      assertThat(log.count("Redis is not available")).isEqualTo(1);
      assertThat(log.count("Redis is back")).isEqualTo(1);
    }
  }

  @Test
  void shouldMeetItsDeadlineAndOpenTheBreakerWhenFrozenAndRecoverByItself() {
    redis.start();
    CacheSettings settings =
        CacheSettings.of(redis.uri())
            .withBreaker(5, Duration.ofMillis(300))
            .withLookupDeadline(Duration.ofMillis(500));
    try (RedisCache cache = open(settings)) {
      awaitStored(cache);
      redis.pause();
      List<CompletableFuture<CacheLookup<RawJson>>> frozen = finds(cache, 20);
      assertThat(frozen).allMatch(f -> isOutage(f));

      assertThat(gauge("ocr.cache.breaker.state")).isEqualTo(2);
      assertThat(cache.find(key("a"))).isCompletedWithValue(new CacheLookup.Outage<>());
      assertThat(outages("deadline")).isEqualTo(20);
      assertThat(outages("breaker_open")).isGreaterThanOrEqualTo(1);

      redis.resume();
      await("hits resume").until(() -> get(cache.find(key("a"))) instanceof CacheLookup.Hit);
      await("breaker closes")
          .until(() -> get(cache.find(key("a"))) != null && gauge("ocr.cache.breaker.state") == 0);
    }
  }

  @Test
  void shouldMeetTheDeadlineOfEachWhenThoseAskedTogetherAreNotAnswered() {
    redis.start();
    CacheSettings settings =
        CacheSettings.of(redis.uri())
            .withBreaker(100, Duration.ofSeconds(1))
            .withLookupDeadline(Duration.ofMillis(500));
    try (RedisCache cache = open(settings)) {
      awaitStored(cache);
      redis.pause();
      List<CompletableFuture<CacheLookup<Outcome<RawJson>>>> frozen =
          cache.recallAll(IntStream.range(0, 20).mapToObj(i -> key("k" + i)).toList());
      assertThat(frozen).allMatch(f -> isOutage(f));
      assertThat(outages("deadline")).isEqualTo(20);
      assertThat(gauge("ocr.cache.pending")).isZero();
      redis.resume();
    }
  }

  @Test
  void shouldReplaceAConnectionThatSwallowsEverything() throws Exception {
    redis.start();
    try (BlackHole hole = BlackHole.before(redis.port());
        RedisCache cache =
            open(
                CacheSettings.of("redis://127.0.0.1:" + hole.port())
                    .withLookupDeadline(Duration.ofMillis(300)))) {
      awaitStored(cache);
      hole.swallow();
      assertThat(isOutage(cache.find(key("a")))).isTrue();
      await("hits resume").until(() -> get(cache.find(key("a"))) instanceof CacheLookup.Hit);
      assertThat(hole.connections()).isEqualTo(2);
    }
  }

  @Test
  void shouldKeepLookupsWhenAFullServerRefusesWrites() {
    redis.start();
    try (LogCapture log = LogCapture.open();
        RedisCache cache = open(CacheSettings.of(redis.uri()))) {
      awaitStored(cache);
      redis.with(commands -> commands.configSet("maxmemory", "1"));
      for (int i = 0; i < 30; i++) {
        assertThat(get(cache.put(key("b"), payload(PAYLOAD)))).isEqualTo(Stored.OUTAGE);
      }
      assertThat(get(cache.find(key("a")))).isEqualTo(new CacheLookup.Hit<>(payload(PAYLOAD)));
      assertThat(outages("refused")).isEqualTo(30);
      assertThat(log.count("rejects commands with OOM")).isEqualTo(1);
    }
  }

  /** Health shows the code: such a server is connected, and of no use. */
  @Test
  void shouldSayWithWhichErrorAServerRefusesCommands() {
    redis.start();
    redis.with(commands -> commands.aclSetuser("ocr", rights().addPassword("p").keyPattern("*")));
    redis.with(commands -> commands.aclSetuser("ocr", rights().addCommand(GET).addCommand(SET)));
    try (RedisCache cache = open(CacheSettings.of("redis://ocr:p@127.0.0.1:" + redis.port()))) {
      awaitStored(cache);
      assertThat(cache.stats().refusal()).isEmpty();

      redis.with(commands -> commands.aclSetuser("ocr", rights().removeCommand(GET)));
      assertThat(isOutage(cache.find(key("a")))).isTrue();
      assertThat(cache.stats().refusal()).contains("NOPERM");
      redis.with(commands -> commands.aclSetuser("ocr", rights().addCommand(GET)));
      assertThat(isOutage(cache.find(key("a")))).isFalse();
      assertThat(cache.stats().refusal()).isEmpty();

      redis.with(commands -> commands.configSet("maxmemory", "1"));
      assertThat(get(cache.put(key("b"), payload(PAYLOAD)))).isEqualTo(Stored.OUTAGE);
      assertThat(cache.stats().refusal()).contains("OOM");
      redis.with(commands -> commands.configSet("maxmemory", "0"));

      redis.with(commands -> commands.replicaof("127.0.0.1", 1));
      assertThat(get(cache.put(key("b"), payload(PAYLOAD)))).isEqualTo(Stored.OUTAGE);
      assertThat(cache.stats().refusal()).contains("READONLY");
      redis.with(RedisCommands::replicaofNoOne);
      awaitStored(cache);
      assertThat(cache.stats().refusal()).isEmpty();
    }
  }

  private static AclSetuserArgs rights() {
    return AclSetuserArgs.Builder.on();
  }

  @Test
  void shouldSayThatThePasswordIsWrongWithoutSayingIt() {
    try (RedisFixture locked = RedisFixture.running("--requirepass", "right-one");
        LogCapture log = LogCapture.open();
        RedisCache cache =
            open(CacheSettings.of("redis://:guessed-1@127.0.0.1:" + locked.port()))) {
      cache.connect();
      await("noticed").until(() -> log.count("rejects the connection with WRONGPASS") == 1);
      assertThat(isOutage(cache.find(key("a")))).isTrue();
      assertThat(log.lines()).noneMatch(line -> line.contains("guessed-1"));
    }
  }

  @Test
  void shouldNeedNoMoreThanAFewCommandsOfAnAclUser() {
    redis.start();
    redis.with(
        commands ->
            commands.aclSetuser(
                "ocr",
                AclSetuserArgs.Builder.on()
                    .addPassword("p@ss/word")
                    .keyPattern("ocr:*")
                    .addCommand(GET)
                    .addCommand(SET)
                    .addCommand(DBSIZE)
                    .addCommand(INFO)));
    String uri = "redis://ocr:p%40ss%2Fword@127.0.0.1:" + redis.port();
    try (RedisCache cache = open(CacheSettings.of(uri))) {
      awaitStored(cache);
      assertThat(get(cache.find(key("a")))).isEqualTo(new CacheLookup.Hit<>(payload(PAYLOAD)));
      assertThat(get(cache.locate(LOCATION))).isEqualTo(new CacheLookup.Miss<>());
      assertThat(get(cache.stats().read())).isPresent();
    }
  }

  private static List<CompletableFuture<CacheLookup<RawJson>>> finds(ResultCache cache, int n) {
    return IntStream.range(0, n).mapToObj(i -> cache.find(key("a"))).toList();
  }

  private static boolean isOutage(CompletableFuture<? extends CacheLookup<?>> future) {
    return get(future).fold(hit -> false, () -> false, () -> true);
  }
}
