/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.cache.admin;

import static io.ocrstream.cache.ResultCacheContractTest.FINGERPRINT;
import static io.ocrstream.cache.ResultCacheContractTest.LOCATION;
import static io.ocrstream.cache.ResultCacheContractTest.get;
import static io.ocrstream.cache.ResultCacheContractTest.key;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ocrstream.cache.CacheLookup;
import io.ocrstream.cache.RedisFixture;
import io.ocrstream.cache.redis.PageCodecTest;
import io.ocrstream.cache.redis.RedisCache;
import io.ocrstream.cache.redis.ValueEncryptionTest;
import io.ocrstream.config.CacheConfig;
import io.ocrstream.config.loader.SettingsLoader;
import io.ocrstream.contracts.ContentKey;
import io.ocrstream.embedded.LoopbackPorts;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests backup and deletion between two real Redis servers. */
class CacheAdminIT {
  private static final RedisFixture REDIS = RedisFixture.running();
  private static final RedisFixture SECOND = RedisFixture.running();

  private static final String SEALED = ValueEncryptionTest.ONE;

  @TempDir private Path folder = Path.of("");
  private RedisCache cache = FilledCache.open(FilledCache.settings(REDIS, null));

  @BeforeEach
  void fill() {
    REDIS.with(redis -> redis.flushall());
    SECOND.with(redis -> redis.flushall());
    FilledCache.fill(cache);
  }

  @AfterEach
  void close() {
    cache.close();
  }

  @AfterAll
  static void stopServers() {
    REDIS.close();
    SECOND.close();
  }

  private static int forget(ForgetRequest what, boolean really) throws IOException {
    try (CacheAdmin admin = CacheAdmin.open(FilledCache.settings(REDIS, null))) {
      return admin.forget(what, really);
    }
  }

  private static long entries() {
    return REDIS.<Long>with(redis -> redis.dbsize());
  }

  @Test
  void shouldOnlyCountWhenNotAskedToForget() throws IOException {
    assertThat(
            forget(new ForgetRequest(Set.of(FilledCache.HASH), null, null, false, Set.of()), false))
        .isEqualTo(4);
    assertThat(entries()).isEqualTo(10);
  }

  @Test
  void shouldForgetADocumentByItsHashWithEveryWayToIt() throws IOException {
    assertThat(
            forget(new ForgetRequest(Set.of(FilledCache.HASH), null, null, false, Set.of()), true))
        .isEqualTo(4);

    assertThat(get(cache.find(key("a")))).isEqualTo(new CacheLookup.Miss<>());
    assertThat(get(cache.locate(LOCATION))).isEqualTo(new CacheLookup.Miss<>());
    assertThat(get(cache.find(key("b")))).isEqualTo(new CacheLookup.Hit<>(FilledCache.READ));
    assertThat(get(cache.pages().find(FilledCache.PAGE))).isNotEqualTo(new CacheLookup.Miss<>());
    assertThat(get(cache.locate(LOCATION.of("acme"))))
        .isEqualTo(new CacheLookup.Hit<>(FilledCache.HASH));
  }

  @Test
  void shouldForgetPagesOnlyWhenAskedTo() throws IOException {
    assertThat(
            forget(new ForgetRequest(Set.of(FilledCache.HASH), null, null, true, Set.of()), true))
        .isEqualTo(5);
    assertThat(get(cache.pages().find(FilledCache.PAGE))).isEqualTo(new CacheLookup.Miss<>());
  }

  @Test
  void shouldForgetWhatALocationLeadsTo() throws IOException {
    assertThat(forget(new ForgetRequest(Set.of(), LOCATION, null, false, Set.of()), true))
        .isEqualTo(4);
    assertThat(forget(new ForgetRequest(Set.of(), LOCATION, null, false, Set.of()), true)).isZero();
    assertThat(entries()).isEqualTo(6);
  }

  @Test
  void shouldForgetOneTenantsAndLeaveTheOthers() throws IOException {
    assertThat(
            forget(
                new ForgetRequest(Set.of(FilledCache.HASH), null, "beta", false, Set.of()), true))
        .isEqualTo(1);
    assertThat(forget(new ForgetRequest(Set.of(), null, "acme", false, Set.of()), true))
        .isEqualTo(2);
    assertThat(forget(new ForgetRequest(Set.of(), null, "beta", false, Set.of()), true)).isZero();
    assertThat(entries()).isEqualTo(7);
    assertThat(get(cache.find(key("a")))).isEqualTo(new CacheLookup.Hit<>(FilledCache.READ));
  }

  @Test
  void shouldForgetSealedIndexEntriesToo() throws IOException {
    REDIS.with(redis -> redis.flushall());
    try (RedisCache sealed = FilledCache.open(FilledCache.settings(REDIS, SEALED));
        CacheAdmin admin = CacheAdmin.open(FilledCache.settings(REDIS, SEALED))) {
      FilledCache.fill(sealed);
      assertThat(
              admin.forget(
                  new ForgetRequest(Set.of(FilledCache.HASH), null, null, false, Set.of()), true))
          .isEqualTo(4);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void shouldGiveTheSameHitsWhenImportedElsewhere(boolean encrypted) throws IOException {
    cache.close();
    REDIS.with(redis -> redis.flushall());
    cache = FilledCache.open(FilledCache.settings(REDIS, SEALED));
    FilledCache.fill(cache);
    Path file = folder.resolve("backup");
    try (CacheAdmin from = CacheAdmin.open(FilledCache.settings(REDIS, SEALED));
        CacheAdmin to = CacheAdmin.open(FilledCache.settings(SECOND, SEALED));
        RedisCache restored = FilledCache.open(FilledCache.settings(SECOND, SEALED))) {
      assertThat(from.exportTo(file, encrypted)).isEqualTo(10);
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
          .isEqualTo("rw-------");
      assertThat(to.importFrom(file)).isEqualTo(10);
      assertThat(to.importFrom(file)).as("what is there stays").isZero();

      assertThat(get(restored.find(key("a")))).isEqualTo(new CacheLookup.Hit<>(FilledCache.READ));
      assertThat(get(restored.find(new ContentKey(FilledCache.HASH, FINGERPRINT, "acme"))))
          .isEqualTo(new CacheLookup.Hit<>(FilledCache.READ));
      assertThat(get(restored.locate(LOCATION))).isEqualTo(new CacheLookup.Hit<>(FilledCache.HASH));
      assertThat(get(restored.pages().find(FilledCache.PAGE)))
          .isEqualTo(new CacheLookup.Hit<>(PageCodecTest.page("text")));
    }
    String text = Files.readString(file, ISO_8859_1);
    assertThat(text.contains(FilledCache.HASH.hex()))
        .as("keys can be read")
        .isNotEqualTo(encrypted);
    assertThat(text).doesNotContain("straße");
    for (String key : REDIS.with(redis -> redis.keys("*"))) {
      assertThat(life(SECOND, key)).isCloseTo(life(REDIS, key), within(Duration.ofSeconds(10)));
    }
  }

  private static long life(RedisFixture redis, String key) {
    return redis.<Long>with(commands -> commands.pttl(key));
  }

  private static Offset<Long> within(Duration some) {
    return Offset.offset(some.toMillis());
  }

  @Test
  void shouldPutNothingWhenAFileIsCutOrChangedAnywhere() throws IOException {
    Path file = folder.resolve("backup");
    REDIS.with(redis -> redis.flushall());
    get(cache.remember(LOCATION, FilledCache.HASH));
    try (CacheAdmin from = CacheAdmin.open(FilledCache.settings(REDIS, null));
        CacheAdmin to = CacheAdmin.open(FilledCache.settings(SECOND, null))) {
      assertThat(from.exportTo(file, false)).isEqualTo(1);
      byte[] whole = Files.readAllBytes(file);
      Path damaged = folder.resolve("damaged");
      for (int i = 0; i < whole.length; i++) {
        byte[] changed = whole.clone();
        changed[i] ^= 0x41;
        for (byte[] bytes : List.of(changed, Arrays.copyOf(whole, i))) {
          Files.write(damaged, bytes);
          assertThatThrownBy(() -> to.importFrom(damaged))
              .as("byte %d", i)
              .isInstanceOf(CacheFile.Damaged.class);
        }
      }
      Files.write(damaged, Arrays.copyOf(whole, whole.length + 1));
      assertThatThrownBy(() -> to.importFrom(damaged)).isInstanceOf(CacheFile.Damaged.class);
    }
    assertThat(SECOND.<Long>with(redis -> redis.dbsize())).isZero();
  }

  @Test
  void shouldOpenASealedFileWithItsKeyOnly() throws IOException {
    Path file = folder.resolve("backup");
    try (CacheAdmin from = CacheAdmin.open(FilledCache.settings(REDIS, SEALED));
        CacheAdmin without = CacheAdmin.open(FilledCache.settings(SECOND, null));
        CacheAdmin other = CacheAdmin.open(FilledCache.settings(SECOND, ValueEncryptionTest.TWO))) {
      from.exportTo(file, true);
      assertThatThrownBy(() -> without.importFrom(file)).isInstanceOf(CacheFile.Damaged.class);
      assertThatThrownBy(() -> other.importFrom(file)).isInstanceOf(CacheFile.Damaged.class);
      assertThatThrownBy(() -> without.exportTo(folder.resolve("new"), true))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> from.exportTo(file, true))
          .isInstanceOf(FileAlreadyExistsException.class);
    }
  }

  @Test
  void shouldListEveryPrimaryOfACluster() throws IOException {
    List<RedisFixture> nodes = RedisFixture.clusterOfTwo();
    Map<String, String> given =
        Map.of("ocr.cache.uri", nodes.get(0).uri(), "ocr.cache.cluster", "true");
    CacheConfig settings = SettingsLoader.of(given).cache();
    try (CacheAdmin admin = CacheAdmin.open(settings)) {
      for (int i = 0; i < 40; i++) {
        assertThat(admin.warm(key("k" + i), FilledCache.READ, Duration.ofMinutes(1))).isTrue();
      }
      assertThat(nodes).allMatch(node -> node.<Long>with(redis -> redis.dbsize()) > 0);
      Path file = folder.resolve("backup");
      assertThat(admin.exportTo(file, false)).isEqualTo(40);
      ForgetRequest one =
          new ForgetRequest(Set.of(key("k1").hash(), key("k2").hash()), null, null, true, Set.of());
      assertThat(admin.forget(one, true)).isEqualTo(2);
      assertThat(admin.importFrom(file)).isEqualTo(2);
    } finally {
      nodes.forEach(RedisFixture::close);
    }
  }

  @Test
  void shouldSayThatRedisDoesNotAnswerWithoutItsAddress() {
    CacheConfig nowhere =
        SettingsLoader.of(
                Map.of(
                    "ocr.cache.uri", "redis://u:secret@127.0.0.1:" + LoopbackPorts.free(1).get(0)))
            .cache();
    assertThatThrownBy(() -> CacheAdmin.open(nowhere))
        .isInstanceOf(CacheUnavailable.class)
        .hasMessageStartingWith("Redis does not answer")
        .hasMessageNotContaining("secret")
        .hasMessageNotContaining("127.0.0.1");
  }
}
