/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.cache.redis;

import static io.ocrstream.cache.ResultCacheContractTest.PAYLOAD;
import static io.ocrstream.cache.ResultCacheContractTest.get;
import static io.ocrstream.cache.ResultCacheContractTest.key;
import static io.ocrstream.cache.ResultCacheContractTest.payload;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.ocrstream.cache.CacheLookup;
import io.ocrstream.cache.CacheSettings;
import io.ocrstream.cache.CacheStats;
import io.ocrstream.cache.LogCapture;
import io.ocrstream.cache.RedisFixture;
import io.ocrstream.cache.ResultCache;
import io.ocrstream.cache.ResultCache.Stored;
import io.ocrstream.content.TestCertificate;
import io.ocrstream.embedded.LoopbackPorts;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests Redis with Sentinel, Cluster and TLS. */
class RedisDeploymentsIT {
  private static RedisCache open(CacheSettings settings) {
    return new RedisCache(settings, new SimpleMeterRegistry(), Clock.systemUTC(), new Random(7));
  }

  private static void putAndFind(ResultCache cache) {
    await("writes succeed")
        .until(() -> get(cache.put(key("a"), payload(PAYLOAD))) == Stored.STORED);
    await("hits resume")
        .untilAsserted(
            () ->
                assertThat(get(cache.find(key("a"))))
                    .isEqualTo(new CacheLookup.Hit<>(payload(PAYLOAD))));
  }

  @Test
  void shouldUseTheMasterThatASentinelNames() {
    try (RedisFixture master = RedisFixture.running();
        RedisFixture sentinel = RedisFixture.sentinel(master);
        RedisCache cache =
            open(CacheSettings.of("redis-sentinel://127.0.0.1:" + sentinel.port() + "#main"))) {
      putAndFind(cache);
      assertThat(master.<Long>with(redis -> redis.dbsize())).isEqualTo(1);

      master.stop();
      await("noticed").until(() -> !cache.stats().isConnected());
      master.start();
      putAndFind(cache);
    }
  }

  @Test
  void shouldUseAClusterAndFindItAgainWhenItComesBack() {
    try (RedisFixture node = RedisFixture.cluster();
        RedisCache cache = open(CacheSettings.of(node.uri()).ofCluster())) {
      putAndFind(cache);
      for (int i = 0; i < 20; i++) {
        assertThat(get(cache.put(key("k" + i), payload(PAYLOAD)))).isEqualTo(Stored.STORED);
      }
      CacheStats.Up up = get(cache.stats().read()).orElseThrow();
      assertThat(up.keys()).isEqualTo(21);
      assertThat(up.memoryBytes()).isGreaterThan(100_000);

      node.pause();
      assertThat(get(cache.find(key("a")))).isEqualTo(new CacheLookup.Outage<>());
      node.resume();
      putAndFind(cache);
    }
  }

  @Test
  void shouldSpeakTlsOnlyWithWhomItTrusts(@TempDir Path folder) throws Exception {
    TestCertificate identity = TestCertificate.make(folder);
    int port = LoopbackPorts.free(1).get(0);
    try (RedisFixture redis =
            RedisFixture.running(
                "--tls-port", String.valueOf(port),
                "--tls-cert-file", identity.pem().toString(),
                "--tls-key-file", identity.key().toString(),
                "--tls-ca-cert-file", identity.pem().toString(),
                "--tls-auth-clients", "no");
        LogCapture log = LogCapture.open()) {
      String uri = "rediss://127.0.0.1:" + port;
      try (RedisCache cache = open(CacheSettings.of(uri))) {
        cache.connect();
        await("refused").until(() -> log.count("Redis is not available (") == 1);
        assertThat(cache.stats().isConnected()).isFalse();
      }
      try (RedisCache cache = open(CacheSettings.of(uri + "?verifyPeer=NONE"))) {
        putAndFind(cache);
      }
      System.setProperty("javax.net.ssl.trustStore", identity.keyStore().toString());
      System.setProperty("javax.net.ssl.trustStorePassword", TestCertificate.PASSWORD);
      try (RedisCache cache = open(CacheSettings.of(uri))) {
        putAndFind(cache);
      } finally {
        System.clearProperty("javax.net.ssl.trustStore");
        System.clearProperty("javax.net.ssl.trustStorePassword");
      }
      assertThat(redis.<Long>with(commands -> commands.dbsize())).isEqualTo(1);
    }
  }
}
