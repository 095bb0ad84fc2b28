/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.cache.admin;

import static io.ocrstream.cache.ResultCacheContractTest.FINGERPRINT;
import static io.ocrstream.cache.ResultCacheContractTest.LOCATION;
import static io.ocrstream.cache.ResultCacheContractTest.PAYLOAD;
import static io.ocrstream.cache.ResultCacheContractTest.RECOVERY;
import static io.ocrstream.cache.ResultCacheContractTest.get;
import static io.ocrstream.cache.ResultCacheContractTest.key;
import static io.ocrstream.cache.ResultCacheContractTest.payload;
import static io.ocrstream.cache.redis.LegacyCodecTest.ENTRY;
import static io.ocrstream.cache.redis.LegacyCodecTest.JSON;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SetArgs;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.ocrstream.cache.CacheLookup;
import io.ocrstream.cache.RedisFixture;
import io.ocrstream.cache.ResultCache.Stored;
import io.ocrstream.cache.redis.PageCodecTest;
import io.ocrstream.cache.redis.RedisCache;
import io.ocrstream.config.CacheConfig;
import io.ocrstream.config.loader.SettingsLoader;
import io.ocrstream.contracts.PageKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests a real Redis with exactly the users and rights that are deployed and documented. */
class LeastPrivilegeIT {
  private static final String PASSWORD = "pass";

  /**
   * Returns the rules of the line that begins with {@code prefix}, with a password of this test.
   */
  private static List<String> user(Path file, String prefix) throws IOException {
    String line =
        Files.readString(file)
            .lines()
            .map(String::strip)
            .filter(l -> l.startsWith(prefix))
            .findFirst()
            .orElseThrow();
    String rules = line.substring("user ".length());
    List<String> tokens = new ArrayList<>(List.of("--user"));
    String plain = rules.replaceFirst("#\\$\\(.*?\\)|>\\S+", ">" + PASSWORD);
    tokens.addAll(List.of(plain.split(" ", -1)));
    return tokens;
  }

  private static RedisFixture running() throws IOException {
    List<String> options =
        new ArrayList<>(user(Path.of("../deploy/redis/start.sh"), "user ocr on"));
    options.addAll(user(Path.of("../docs/least-privilege.md"), "user ocr-admin on"));
    return RedisFixture.running(options.toArray(String[]::new));
  }

  private static CacheConfig settings(RedisFixture redis, String user) {
    String uri = "redis://%s:%s@127.0.0.1:%d".formatted(user, PASSWORD, redis.port());
    return SettingsLoader.of(
            Map.of(
                "ocr.cache.uri",
                uri,
                "ocr.cache.lookup-deadline",
                "2s",
                "ocr.cache.write-deadline",
                "3s"))
        .cache();
  }

  @Test
  void shouldLetRolesDoTheirWork() throws IOException {
    try (RedisFixture redis = running();
        RedisCache cache =
            new RedisCache(
                settings(redis, "ocr"),
                new SimpleMeterRegistry(),
                Clock.systemUTC(),
                new Random(7))) {
      cache.connect();
      await("connected").until(() -> cache.stats().isConnected());
      PageKey page = new PageKey("0a".repeat(32), FINGERPRINT, null);

      assertThat(get(cache.put(key("a"), payload(PAYLOAD)))).isEqualTo(Stored.STORED);
      assertThat(get(cache.find(key("a")))).isEqualTo(new CacheLookup.Hit<>(payload(PAYLOAD)));
      assertThat(get(cache.remember(LOCATION, key("a").hash()))).isEqualTo(Stored.STORED);
      assertThat(get(cache.pages().put(page, PageCodecTest.page("a")))).isEqualTo(Stored.STORED);
      RedisFixture.with(
          RedisURI.create(settings(redis, "ocr-admin").uri()),
          commands -> commands.set("ocr:" + "0".repeat(32), JSON.getBytes(UTF_8)));
      assertThat(get(cache.legacy().find("0".repeat(32)))).isEqualTo(new CacheLookup.Hit<>(ENTRY));
      assertThat(get(cache.stats().read())).isPresent();
    }
  }

  @Test
  void shouldLetRolesDoNothingElse() throws IOException {
    try (RedisFixture redis = running()) {
      RedisURI uri = RedisURI.create(settings(redis, "ocr").uri());
      for (String refused : List.of("flushall", "keys", "scan", "config", "foreign")) {
        assertThatThrownBy(
                () ->
                    RedisFixture.with(
                        uri,
                        commands ->
                            switch (refused) {
                              case "flushall" -> commands.flushall();
                              case "keys" -> commands.keys("*");
                              case "scan" -> commands.scan();
                              case "config" -> commands.configGet("*");
                              default -> commands.get("foreign");
                            }))
            .as(refused)
            .isInstanceOf(RedisCommandExecutionException.class)
            .hasMessageStartingWith("NOPERM");
      }
    }
  }

  @Test
  void shouldLetAdministratorsDoTheirs(@TempDir Path folder) throws IOException {
    try (RedisFixture redis = running();
        CacheAdmin admin = CacheAdmin.open(settings(redis, "ocr-admin"))) {
      Path file = folder.resolve("backup");
      assertThat(admin.warm(key("a"), payload(PAYLOAD), RECOVERY)).isTrue();
      assertThat(admin.exportTo(file, false)).isEqualTo(1);
      ForgetRequest forgetting =
          new ForgetRequest(Set.of(key("a").hash()), null, null, true, Set.of());
      assertThat(admin.forget(forgetting, true)).isEqualTo(1);
      assertThat(admin.importFrom(file)).isEqualTo(1);
      RedisFixture.with(
          RedisURI.create(settings(redis, "ocr-admin").uri()),
          commands ->
              commands.set("ocr:" + "0".repeat(32), JSON.getBytes(UTF_8), SetArgs.Builder.ex(60)));
      assertThat(admin.migrate(Duration.ofDays(36_500), true).due()).isEqualTo(1);
      ForgetRequest legacy = new ForgetRequest(Set.of(), null, null, false, Set.of("0".repeat(32)));
      assertThat(admin.forget(legacy, true)).isEqualTo(1);
    }
  }

  @Test
  void shouldSayThatARoleMayNotForget() throws IOException {
    try (RedisFixture redis = running();
        CacheAdmin admin = CacheAdmin.open(settings(redis, "ocr"))) {
      ForgetRequest forgetting =
          new ForgetRequest(Set.of(key("a").hash()), null, null, false, Set.of());
      assertThatThrownBy(() -> admin.forget(forgetting, true))
          .isInstanceOf(CacheUnavailable.class)
          .hasMessage("Redis rejects the command with NOPERM");
    }
  }
}
