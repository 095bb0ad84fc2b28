/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import java.nio.file.Path;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedRedisIT {
  @Test
  void shouldKeepDataWhenStartedAgainOnItsFolder(@TempDir Path folder) {
    try (EmbeddedRedis redis = EmbeddedRedis.in(folder)) {
      assertThat(ask(redis, commands -> commands.set("key", "value"))).isEqualTo("OK");
    }
    try (EmbeddedRedis redis = EmbeddedRedis.in(folder)) {
      assertThat(ask(redis, commands -> commands.get("key"))).isEqualTo("value");
    }
  }

  @Test
  void shouldAnswerOnTheSamePortWhenStoppedAndStarted() {
    try (EmbeddedRedis redis = EmbeddedRedis.temporary()) {
      int port = redis.port();
      redis.stop();
      assertThat(redis.isRunning()).isFalse();
      redis.start();
      assertThat(redis.isRunning()).isTrue();
      assertThat(redis.port()).isEqualTo(port);
      assertThat(ask(redis, commands -> commands.ping())).isEqualTo("PONG");
    }
  }

  private static String ask(
      EmbeddedRedis redis, Function<RedisCommands<String, String>, String> question) {
    RedisClient client = RedisClient.create(redis.uri());
    try (StatefulRedisConnection<String, String> connection = client.connect()) {
      return question.apply(connection.sync());
    } finally {
      client.shutdown();
    }
  }
}
