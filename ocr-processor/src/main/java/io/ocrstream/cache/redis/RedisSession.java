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
 * An open connection to Redis, or the connections to all nodes of a cluster.
 *
 * <p><b>Threading:</b> any; commands are pipelined. <b>Bounds:</b> the request queue of the client.
 */
interface RedisSession {
  /** Returns the commands that standalone servers and clusters share. */
  RedisClusterAsyncCommands<String, byte[]> commands();

  /**
   * Reads the values of {@code keys}. Returns one future for each key, in their order, with null
   * for a missing value. The commands are dispatched together, as one task for the event loop and
   * one system call.
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
    // The dispatch returns wrappers. The commands themselves are the futures.
    var unused = connection().dispatch(commands);
    return List.copyOf(commands);
  }

  /** Reads one section of INFO from each node that accepts writes. */
  CompletableFuture<List<String>> info(String section);

  /** Returns the underlying connection of Lettuce. */
  StatefulConnection<String, byte[]> connection();

  /**
   * Calls {@code callback} when the connection ends, possibly more than once. For a cluster it is
   * never called, because Lettuce reconnects to single nodes itself.
   */
  void onEnd(Runnable callback);

  /** Starts closing the connection. Commands in flight fail. */
  default void end() {
    // The result of closing does not matter, because the session is no longer used.
    var unused = connection().closeAsync();
  }
}
