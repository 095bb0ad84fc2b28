/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.cache.redis;

import io.lettuce.core.RedisChannelHandler;
import io.lettuce.core.RedisConnectionStateListener;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A connection to one server, which may be the master that a Sentinel named. */
record StandaloneSession(StatefulRedisConnection<String, byte[]> connection)
    implements RedisSession {
  @Override
  public RedisClusterAsyncCommands<String, byte[]> commands() {
    return connection.async();
  }

  @Override
  public CompletableFuture<List<String>> info(String section) {
    return connection.async().info(section).toCompletableFuture().thenApply(List::of);
  }

  @Override
  public void onEnd(Runnable callback) {
    connection.addListener(
        new RedisConnectionStateListener() {
          @Override
          public void onRedisDisconnected(RedisChannelHandler<?, ?> ended) {
            callback.run();
          }
        });
    // The connection may have ended before the listener was added.
    if (!connection.isOpen()) {
      callback.run();
    }
  }
}
