/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.cache;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import redis.embedded.core.ExecutableProvider;

/**
 * A real redis-server on the loopback address, without persistence: the machine's own if installed,
 * or else that of embedded-redis.
 *
 * <p><b>Threading:</b> one test's thread.
 */
public final class RedisFixture implements AutoCloseable {
  private static final Duration START = Duration.ofSeconds(10);
  private static final int PROBE_MILLIS = 500;

  /** Cluster nodes use a second port, 10,000 above the first. */
  private static final int LAST_CLUSTER_PORT = 55_535;

  private final int port;
  private final List<String> options;
  private @Nullable Process process;

  static {
    // Without its own configuration, Logback prints everything that the clients log.
    for (String noisy : List.of("io.lettuce", "io.netty", "io.github.resilience4j", "reactor")) {
      ((Logger) LoggerFactory.getLogger(noisy)).setLevel(Level.INFO);
    }
  }

  private RedisFixture(int port, List<String> options) {
    this.port = port;
    this.options = options;
  }

  /**
   * Starts a server on a free port.
   *
   * @param options further options, such as {@code --requirepass}, {@code secret}
   */
  public static RedisFixture running(String... options) {
    RedisFixture fixture = new RedisFixture(freePort(), List.of(options));
    fixture.start();
    return fixture;
  }

  /** Returns a server that is not yet started. */
  public static RedisFixture stopped(String... options) {
    return new RedisFixture(freePort(), List.of(options));
  }

  /** Starts a Sentinel that monitors {@code master} under the name {@code main}. */
  public static RedisFixture sentinel(RedisFixture master) {
    int port = freePort();
    String lines = "port %d\nbind 127.0.0.1\nsentinel monitor main 127.0.0.1 %d 1\n";
    try {
      Path configuration = Files.createTempFile("sentinel", ".conf");
      Files.writeString(configuration, lines.formatted(port, master.port()));
      RedisFixture fixture =
          new RedisFixture(port, List.of(configuration.toString(), "--sentinel"));
      fixture.start();
      return fixture;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Starts a cluster of one node that owns all slots. */
  public static RedisFixture cluster() {
    RedisFixture fixture = clusterNode();
    fixture.with(redis -> redis.clusterAddSlots(IntStream.range(0, 16384).toArray()));
    await("the cluster is up")
        .until(() -> fixture.with(redis -> redis.clusterInfo()).contains("cluster_state:ok"));
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
    for (RedisFixture node : nodes) {
      await("the cluster is up")
          .until(() -> node.with(redis -> redis.clusterInfo()).contains("cluster_state:ok"));
    }
    return nodes;
  }

  private static RedisFixture clusterNode() {
    int port = freePort();
    while (port > LAST_CLUSTER_PORT) {
      port = freePort();
    }
    RedisFixture fixture =
        new RedisFixture(
            port, List.of("--cluster-enabled", "yes", "--cluster-config-file", "nodes.conf"));
    fixture.start();
    return fixture;
  }

  /** Returns a port that is currently free. */
  public static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the port that the server listens on once it is started. */
  public int port() {
    return port;
  }

  /** Returns the server's address, without user and password. */
  public String uri() {
    return "redis://127.0.0.1:" + port;
  }

  /** Starts the server again, empty, on the same port. */
  public void start() {
    List<String> command = new ArrayList<>(List.of(executable()));
    if (options.contains("--sentinel")) {
      // The configuration file must be the first argument.
      command.addAll(options);
    } else {
      command.addAll(List.of("--port", String.valueOf(options.contains("--tls-port") ? 0 : port)));
      command.addAll(List.of("--bind", "127.0.0.1", "--save", "", "--appendonly", "no"));
      options.forEach(option -> command.add(option.replace("{port}", String.valueOf(port))));
    }
    try {
      process =
          new ProcessBuilder(command)
              .directory(Files.createTempDirectory("redis").toFile())
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    await("redis-server listens").until(this::isListening);
  }

  /** Kills the server, as a crash would. */
  public void stop() {
    Process running = process;
    if (running != null) {
      running.destroyForcibly();
      try {
        running.waitFor(START.toSeconds(), TimeUnit.SECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      process = null;
    }
  }

  /** Freezes the server: connections stay open, but it does not answer. */
  public void pause() {
    signal("-STOP");
  }

  /** Lets a frozen server continue. */
  public void resume() {
    signal("-CONT");
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
    stop();
  }

  private boolean isListening() {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), PROBE_MILLIS);
      if (options.contains("--tls-port")) {
        return true;
      }
      socket.setSoTimeout(PROBE_MILLIS);
      socket.getOutputStream().write("PING\r\n".getBytes(US_ASCII));
      InputStream in = socket.getInputStream();
      int first = in.read();
      // An error reply counts too: the server may require a password.
      return first == '+' || first == '-';
    } catch (IOException e) {
      return false;
    }
  }

  private void signal(String signal) {
    Process running = process;
    if (running == null) {
      throw new IllegalStateException("not running");
    }
    try {
      int code =
          new ProcessBuilder("kill", signal, String.valueOf(running.pid())).start().waitFor();
      if (code != 0) {
        throw new IllegalStateException("kill " + signal + " ended with " + code);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static String executable() {
    String path = System.getenv().getOrDefault("PATH", "");
    return Stream.of(path.split(java.io.File.pathSeparator, -1))
        .map(folder -> Path.of(folder, "redis-server"))
        .filter(Files::isExecutable)
        .map(Path::toString)
        .findFirst()
        .orElseGet(RedisFixture::bundled);
  }

  private static synchronized String bundled() {
    if (unpacked == null) {
      try {
        unpacked = ExecutableProvider.newJarResourceProvider().get().getAbsolutePath();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return unpacked;
  }

  private static @Nullable String unpacked;
}
