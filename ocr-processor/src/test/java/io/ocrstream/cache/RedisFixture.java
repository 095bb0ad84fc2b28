/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.cache;

import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;
import io.ocrstream.embedded.EmbeddedRedis;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.slf4j.LoggerFactory;

/**
 * An {@link EmbeddedRedis} without a limit of memory, alone or in a cluster, and Lettuce to look
 * into it.
 *
 * <p><b>Threading:</b> one test's thread.
 */
public final class RedisFixture implements AutoCloseable {
  private static final List<String> UNLIMITED =
      List.of("--maxmemory", "0", "--maxmemory-policy", "noeviction");

  private final EmbeddedRedis server;

  static {
    // Without its own configuration, Logback prints everything that the clients log.
    for (String noisy : List.of("io.lettuce", "io.netty", "io.github.resilience4j", "reactor")) {
      ((Logger) LoggerFactory.getLogger(noisy)).setLevel(Level.INFO);
    }
  }

  private RedisFixture(EmbeddedRedis server) {
    this.server = server;
  }

  /**
   * Starts a server on a free port.
   *
   * @param options further options, such as {@code --requirepass}, {@code secret}
   */
  public static RedisFixture running(String... options) {
    return new RedisFixture(
        EmbeddedRedis.temporary(
            Stream.concat(UNLIMITED.stream(), Stream.of(options)).toArray(String[]::new)));
  }

  /** Returns a server that is not yet started. */
  public static RedisFixture stopped() {
    RedisFixture fixture = running();
    fixture.stop();
    return fixture;
  }

  /** Starts a Sentinel that monitors {@code master} under the name {@code main}. */
  public static RedisFixture sentinel(RedisFixture master) {
    return new RedisFixture(EmbeddedRedis.sentinel("main", master.server));
  }

  /** Starts a cluster of one node that owns all slots. */
  public static RedisFixture cluster() {
    RedisFixture fixture = clusterNode();
    fixture.with(redis -> redis.clusterAddSlots(IntStream.range(0, 16384).toArray()));
    fixture.awaitCluster();
    return fixture;
  }

  /** Starts a cluster of two primaries, each with half of the slots. The caller closes both. */
  public static List<RedisFixture> clusterOfTwo() {
    List<RedisFixture> nodes = List.of(clusterNode(), clusterNode());
    for (int i = 0; i < 2; i++) {
      int[] slots = IntStream.range(i * 8192, (i + 1) * 8192).toArray();
      nodes.get(i).with(redis -> redis.clusterAddSlots(slots));
    }
    nodes.get(0).with(redis -> redis.clusterMeet("127.0.0.1", nodes.get(1).port()));
    nodes.forEach(RedisFixture::awaitCluster);
    return nodes;
  }

  private static RedisFixture clusterNode() {
    return running("--cluster-enabled", "yes", "--cluster-config-file", "nodes.conf");
  }

  private void awaitCluster() {
    await("the cluster is up")
        .until(() -> with(redis -> redis.clusterInfo()).contains("cluster_state:ok"));
  }

  /** Returns the port that the server listens on once it is started. */
  public int port() {
    return server.port();
  }

  /** Returns the server's address, without user and password. */
  public String uri() {
    return server.uri();
  }

  /** Starts the server again, empty, on the same port. */
  public void start() {
    server.start();
  }

  /** Kills the server, as a crash would. */
  public void stop() {
    server.kill();
  }

  /** Freezes the server: connections stay open, but it does not answer. */
  public void pause() {
    server.pause();
  }

  /** Lets a frozen server continue. */
  public void resume() {
    server.resume();
  }

  /** Runs commands over a new connection, to a server without password. */
  public <R> R with(Function<RedisCommands<String, byte[]>, R> work) {
    return with(RedisURI.create(uri()), work);
  }

  /** Runs commands with the user and password of {@code uri}. */
  public static <R> R with(RedisURI uri, Function<RedisCommands<String, byte[]>, R> work) {
    try (RedisClient client = RedisClient.create(uri)) {
      return work.apply(
          client.connect(RedisCodec.of(StringCodec.UTF8, ByteArrayCodec.INSTANCE)).sync());
    }
  }

  @Override
  public void close() {
    server.kill();
    server.close();
  }
}
