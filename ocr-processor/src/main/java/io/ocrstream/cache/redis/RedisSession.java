/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.cache.redis;

import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import io.lettuce.core.output.ValueOutput;
import io.lettuce.core.protocol.AsyncCommand;
import io.lettuce.core.protocol.Command;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * One open connection to Redis, or to all nodes of a cluster.
 *
 * <p><b>Threading:</b> any; commands are pipelined. <b>Bounds:</b> the client's request queue.
 */
interface RedisSession {
  /** The commands that standalone servers and clusters share. */
  RedisClusterAsyncCommands<String, byte[]> commands();

  /**
   * The values of {@code keys}, in their order, null where there is none. The commands are handed
   * over together: that is one task for the event loop and one system call, not one each.
   */
  default List<CompletableFuture<byte[]>> get(List<String> keys) {
    List<AsyncCommand<String, byte[], byte[]>> commands = new ArrayList<>(keys.size());
    for (String key : keys) {
      commands.add(
          new AsyncCommand<>(
              new Command<>(
                  CommandType.GET,
                  new ValueOutput<>(RedisDialer.CODEC),
                  new CommandArgs<>(RedisDialer.CODEC).addKey(key))));
    }
    // What it returns are wrappers; the commands themselves are the futures.
    var unused = connection().dispatch(commands);
    return List.copyOf(commands);
  }

  /** One section of INFO, of each node that holds data. */
  CompletableFuture<List<String>> info(String section);

  /** What Lettuce calls it. */
  StatefulConnection<String, byte[]> connection();

  /**
   * Calls {@code callback} when the connection ends, perhaps more than once; of a cluster never,
   * because Lettuce mends the connections to single nodes by itself.
   */
  void onEnd(Runnable callback);

  /** Begins to close the connection; what is in flight fails. */
  default void end() {
    // How closing ends changes nothing: the session is out of use.
    var unused = connection().closeAsync();
  }
}
