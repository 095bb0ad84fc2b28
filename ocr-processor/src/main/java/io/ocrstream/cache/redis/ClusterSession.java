/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.cache.redis;

import io.lettuce.core.cluster.api.StatefulRedisClusterConnection;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Connections to the nodes of a cluster. */
record ClusterSession(StatefulRedisClusterConnection<String, byte[]> connection)
    implements RedisSession {
  @Override
  public RedisClusterAsyncCommands<String, byte[]> commands() {
    return connection.async();
  }

  @Override
  public CompletableFuture<List<String>> info(String section) {
    return connection.async().upstream().commands().info(section).toCompletableFuture();
  }

  @Override
  public void onEnd(Runnable callback) {
    // The callback is never called: see RedisSession.
  }
}
