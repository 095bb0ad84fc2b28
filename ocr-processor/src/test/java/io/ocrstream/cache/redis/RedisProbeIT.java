/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.cache.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ocrstream.cache.CacheSettings;
import io.ocrstream.cache.RedisFixture;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

/** What Redis servers in various states say of themselves. */
class RedisProbeIT {
  @Test
  void shouldReportAServerAndLeaveNothingInIt() throws Exception {
    try (RedisFixture redis =
        RedisFixture.running("--maxmemory", "64mb", "--maxmemory-policy", "allkeys-lru")) {
      RedisProbe.Report report = RedisProbe.ask(CacheSettings.of(redis.uri()));

      assertThat(report.version()).matches("\\d+\\.\\d+\\.\\d+");
      assertThat(report.nodes()).isEqualTo(1);
      assertThat(report.refusal()).isEmpty();
      assertThat(report.hasLimit() && report.evicts()).isTrue();
      assertThat(redis.<Long>with(commands -> commands.dbsize())).isZero();
    }
  }

  @Test
  void shouldReportAFullServerThatEvictsNothing() throws Exception {
    try (RedisFixture redis = RedisFixture.running("--maxmemory", "1")) {
      RedisProbe.Report report = RedisProbe.ask(CacheSettings.of(redis.uri()));

      assertThat(report.refusal()).contains("OOM");
      assertThat(report.evicts()).isFalse();
    }
  }

  @Test
  void shouldTellAMissingPasswordFromAServerThatDoesNotAnswer() throws Exception {
    try (RedisFixture redis = RedisFixture.running("--requirepass", "secret");
        ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThatThrownBy(() -> RedisProbe.ask(CacheSettings.of(redis.uri())))
          .isInstanceOf(RedisProbe.UnavailableException.class)
          .hasMessage("NOAUTH");
      assertThatThrownBy(
              () -> RedisProbe.ask(CacheSettings.of("redis://127.0.0.1:" + silent.getLocalPort())))
          .isInstanceOf(RedisProbe.UnavailableException.class)
          .hasMessageContaining("Timeout");
    }
  }
}
