/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.cache.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lettuce.core.RedisURI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedisAddressTest {
  private static final Duration TIMEOUT = Duration.ofSeconds(2);

  private static RedisAddress standalone(String uri) {
    return RedisAddress.parse(uri, false, TIMEOUT);
  }

  @Test
  void shouldReadUserPasswordPortAndDatabase() {
    RedisURI node = standalone("redis://us%40er:p%2Fw@cache.example:7000/3").nodes().get(0);
    assertThat(node.getHost()).isEqualTo("cache.example");
    assertThat(node.getPort()).isEqualTo(7000);
    assertThat(node.getDatabase()).isEqualTo(3);
    assertThat(node.isSsl()).isFalse();
    assertThat(node.getTimeout()).isEqualTo(TIMEOUT);
    var credentials = node.getCredentialsProvider().resolveCredentials().block();
    assertThat(credentials.getUsername()).isEqualTo("us@er");
    assertThat(credentials.getPassword()).containsExactly('p', '/', 'w');
  }

  @Test
  void shouldUseTlsAndCheckTheCertificateWhenTheSchemeSaysSo() {
    RedisURI node = standalone("rediss://cache.example").nodes().get(0);
    assertThat(node.isSsl()).isTrue();
    assertThat(node.isVerifyPeer()).isTrue();
  }

  @Test
  void shouldReadSentinels() {
    RedisURI node =
        standalone("redis-sentinel://pw@one.example:26379,two.example:26380/1#main").nodes().get(0);
    assertThat(node.getSentinelMasterId()).isEqualTo("main");
    assertThat(node.getSentinels()).extracting(RedisURI::getPort).containsExactly(26379, 26380);
    assertThat(node.getDatabase()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "rediss://us:pw@one.example:7000,two.example:7001",
        "rediss://us:pw@one.example:7000,rediss://us:pw@two.example:7001",
        "rediss://us:pw@one.example:7000, rediss://us:pw@two.example:7001"
      })
  void shouldReadSeveralHostsOfACluster(String uri) {
    List<RedisURI> nodes = RedisAddress.parse(uri, true, TIMEOUT).nodes();
    assertThat(nodes).extracting(RedisURI::getHost).containsExactly("one.example", "two.example");
    assertThat(nodes).extracting(RedisURI::getPort).containsExactly(7000, 7001);
    assertThat(nodes)
        .allMatch(RedisURI::isSsl)
        .allMatch(
            node ->
                "us"
                    .equals(
                        node.getCredentialsProvider().resolveCredentials().block().getUsername()))
        .allMatch(node -> node.getTimeout().equals(TIMEOUT));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "cache.example:6379",
        "http://:hidden@cache.example",
        "redis://:hidden@",
        "redis://:hidden@one.example:1,two.example:2",
        "redis://:hidden@cache.example:port",
        "redis://:hidden@cache example"
      })
  void shouldRefuseWhatIsNoAddressWithoutQuotingIt(String uri) {
    assertThatThrownBy(() -> standalone(uri))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("cache.uri ")
        .hasMessageNotContaining("hidden")
        .hasMessageNotContaining("example")
        .hasNoCause();
  }

  @Test
  void shouldRefuseSentinelsOfACluster() {
    assertThatThrownBy(
            () -> RedisAddress.parse("redis-sentinel://one.example:1#main", true, TIMEOUT))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void shouldShowNeitherHostNorPassword() {
    assertThat(standalone("redis://:hidden@cache.example")).hasToString("RedisAddress[1 node]");
  }
}
