/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.cache.redis;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.cluster.ClusterClientOptions;
import io.lettuce.core.cluster.ClusterTopologyRefreshOptions;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.DefaultClientResources;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Opens connections. The first call of {@link #dial} creates the client of Lettuce and its threads.
 *
 * <p><b>Threading:</b> any; {@link #dial} and {@link #close} exclude each other. <b>Bounds:</b> the
 * request queue holds {@code maxPending} commands and those of the handshake; {@link #IO_THREADS}
 * event-loop threads.
 */
public final class RedisDialer implements AutoCloseable {
  /** The minimum that Lettuce accepts. One connection uses one of these threads. */
  private static final int IO_THREADS = 2;

  /**
   * Space in the request queue for HELLO, CLIENT SETINFO and the like, which share it with
   * look-ups.
   */
  private static final int HANDSHAKE_COMMANDS = 8;

  private static final Duration TOPOLOGY_REFRESH = Duration.ofSeconds(30);
  private static final long CLOSE_TIMEOUT_MILLIS = 2_000;

  /** Encodes keys as UTF-8 text and values as bytes. */
  public static final RedisCodec<String, byte[]> CODEC =
      RedisCodec.of(StringCodec.UTF8, ByteArrayCodec.INSTANCE);

  private final RedisAddress address;
  private final SocketOptions socket;
  private final int queueSize;
  private @Nullable Client client;
  private boolean closed;

  RedisDialer(RedisAddress address, Duration connectTimeout, int maxPending) {
    this.address = address;
    this.socket = SocketOptions.builder().connectTimeout(connectTimeout).keepAlive(true).build();
    this.queueSize = maxPending + HANDSHAKE_COMMANDS;
  }

  /**
   * Opens a connection. The future fails if the connection fails or this dialer is closed. Its
   * messages may name hosts.
   */
  synchronized CompletableFuture<RedisSession> dial() {
    if (closed) {
      return CompletableFuture.failedFuture(new IllegalStateException("closed"));
    }
    if (client == null) {
      client = address.isCluster() ? cluster() : standalone();
    }
    return client.dial();
  }

  @Override
  public synchronized void close() {
    closed = true;
    if (client != null) {
      client.close();
      client = null;
    }
  }

  private Client standalone() {
    ClientResources resources = resources();
    RedisClient redis = RedisClient.create(resources);
    redis.setOptions(
        ClientOptions.builder()
            // RedisConnector opens a new connection instead, the same way as the first one.
            .autoReconnect(false)
            .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
            .requestQueueSize(queueSize)
            .socketOptions(socket)
            .build());
    return new Client() {
      @Override
      public CompletableFuture<RedisSession> dial() {
        return redis
            .connectAsync(CODEC, address.nodes().get(0))
            .toCompletableFuture()
            .thenApply(StandaloneSession::new);
      }

      @Override
      public void close() {
        redis.shutdown(0, CLOSE_TIMEOUT_MILLIS, TimeUnit.MILLISECONDS);
        shutdown(resources);
      }
    };
  }

  private Client cluster() {
    ClientResources resources = resources();
    RedisClusterClient redis = RedisClusterClient.create(resources, address.nodes());
    redis.setOptions(
        ClusterClientOptions.builder()
            // Unlike above, a session here is many connections, and Lettuce knows which one ended.
            .autoReconnect(true)
            .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
            .requestQueueSize(queueSize)
            .socketOptions(socket)
            .topologyRefreshOptions(
                ClusterTopologyRefreshOptions.builder()
                    .enablePeriodicRefresh(TOPOLOGY_REFRESH)
                    .build())
            .build());
    return new Client() {
      @Override
      public CompletableFuture<RedisSession> dial() {
        return redis
            .refreshPartitionsAsync()
            .thenCompose(refreshed -> redis.connectAsync(CODEC))
            .<RedisSession>thenApply(ClusterSession::new)
            .toCompletableFuture();
      }

      @Override
      public void close() {
        redis.shutdown(0, CLOSE_TIMEOUT_MILLIS, TimeUnit.MILLISECONDS);
        shutdown(resources);
      }
    };
  }

  private static ClientResources resources() {
    return DefaultClientResources.builder()
        .ioThreadPoolSize(IO_THREADS)
        .computationThreadPoolSize(IO_THREADS)
        .build();
  }

  private static void shutdown(ClientResources resources) {
    resources
        .shutdown(0, CLOSE_TIMEOUT_MILLIS, TimeUnit.MILLISECONDS)
        .awaitUninterruptibly(CLOSE_TIMEOUT_MILLIS, TimeUnit.MILLISECONDS);
  }

  private interface Client {
    CompletableFuture<RedisSession> dial();

    void close();
  }
}
