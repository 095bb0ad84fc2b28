/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.standalone;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A real Redis server, as a child process on the loopback address: see {@link RedisServer} for
 * which one.
 *
 * <p><b>Threading:</b> any; its methods exclude each other. <b>Bounds:</b> {@link #MAX_MEMORY},
 * then the least recently used keys go. <b>Fails:</b> with {@link UncheckedIOException} when the
 * server does not start.
 */
public final class EmbeddedRedis implements AutoCloseable {
  /** Most memory that the server uses for data. */
  public static final String MAX_MEMORY = "512mb";

  private static final long START_DEADLINE_MS = 10_000;
  private static final long STOP_DEADLINE_MS = 10_000;
  private static final int ANSWER_TIMEOUT_MS = 500;
  private static final int PORT_TRIES = 3;
  private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

  /*
   * A child does not end with its parent by itself. The shell between them holds the other end of a pipe that only
   * this JVM writes to: when the JVM ends, however it ends, the read returns and the server is told to stop. The
   * server itself runs in the foreground of `wait`, so the shell ends when the server does. Ctrl-C at the terminal is the
   * JVM's to heed: the others ignore it, and the server, which would not, is in a session of its own where there is setsid.
   */
  private static final String LEASH =
      "trap '' INT; exec 3<&0; $(command -v setsid) \"$@\" 3<&- & server=$!; "
          + "(read -r _ <&3; kill $server 2>/dev/null) >/dev/null 2>&1 & wait $server";

  private static final String CONFIGURATION = "redis.conf";

  private final RedisServer executable;
  private final Path folder;
  private final boolean temporary;
  private final int port;
  private @Nullable Process process;

  private EmbeddedRedis(RedisServer executable, Path folder, boolean temporary, int port) {
    this.executable = executable;
    this.folder = folder;
    this.temporary = temporary;
    this.port = port;
  }

  /** Starts one that keeps its data in memory only; {@link #stop()} loses it. */
  public static EmbeddedRedis temporary() {
    return launch(Folders.temporary("ocr-redis-"), true);
  }

  /** Starts one that keeps its data in {@code folder}, written at the latest when it stops. */
  public static EmbeddedRedis in(Path folder) {
    return in(folder, List.of());
  }

  /**
   * The same with lines of configuration, such as users and their rights, in a file of its owner's:
   * others could read a command line.
   */
  static EmbeddedRedis in(Path folder, List<String> configuration) {
    Path made = Folders.makePrivate(folder.toAbsolutePath());
    try {
      Folders.writePrivately(made.resolve(CONFIGURATION), configuration);
      return launch(made, false);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static EmbeddedRedis launch(Path folder, boolean temporary) {
    RedisServer executable = RedisServer.choose(folder);
    for (int tries = 1; ; tries++) {
      int port = LoopbackPorts.free(1).get(0);
      EmbeddedRedis redis = new EmbeddedRedis(executable, folder, temporary, port);
      try {
        redis.start();
        return redis;
      } catch (UncheckedIOException e) {
        // The port may have been taken in between; anything else fails each time.
        if (tries == PORT_TRIES) {
          redis.close();
          throw e;
        }
      }
    }
  }

  /** Starts it again on the same port; does nothing while it runs. */
  public synchronized void start() {
    if (isRunning()) {
      return;
    }
    try {
      process =
          new ProcessBuilder(command()).redirectErrorStream(true).redirectOutput(log()).start();
      awaitAnswer(process);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Stops it, as an outage would; {@link #start()} brings it back on the same port. */
  public synchronized void stop() {
    Process running = process;
    process = null;
    if (running == null) {
      return;
    }
    try {
      running.getOutputStream().close();
      if (!running.waitFor(STOP_DEADLINE_MS, TimeUnit.MILLISECONDS)) {
        running.descendants().forEach(ProcessHandle::destroyForcibly);
        running.destroyForcibly();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      running.descendants().forEach(ProcessHandle::destroyForcibly);
      Thread.currentThread().interrupt();
    }
  }

  /** Whether the server's process lives. */
  public synchronized boolean isRunning() {
    return process != null && process.isAlive();
  }

  /** Its port; the same after {@link #stop()} and {@link #start()}. */
  public int port() {
    return port;
  }

  /** Which server it is, for people. */
  public String server() {
    return executable.toString();
  }

  /** Its address as a URI. */
  public String uri() {
    return "redis://" + InetAddress.getLoopbackAddress().getHostAddress() + ":" + port;
  }

  /** Stops it, and deletes its folder if that is a temporary one. */
  @Override
  public synchronized void close() {
    stop();
    if (temporary) {
      Folders.delete(folder);
    }
  }

  private List<String> command() {
    List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", LEASH, "ocr-redis"));
    command.add(executable.path().toString());
    if (!temporary) {
      command.add(folder.resolve(CONFIGURATION).toString());
    }
    command.addAll(List.of("--bind", InetAddress.getLoopbackAddress().getHostAddress()));
    command.addAll(List.of("--port", Integer.toString(port)));
    command.addAll(List.of("--dir", folder.toString()));
    // One snapshot a minute bounds what a kill loses; a stop writes one anyway.
    command.addAll(temporary ? List.of("--save", "") : List.of("--save", "60", "1"));
    command.addAll(List.of("--appendonly", "no"));
    command.addAll(List.of("--maxmemory", MAX_MEMORY, "--maxmemory-policy", "allkeys-lru"));
    return command;
  }

  private File log() {
    return folder.resolve("redis.log").toFile();
  }

  private void awaitAnswer(Process starting) throws IOException {
    long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(START_DEADLINE_MS);
    while (!answers()) {
      if (!starting.isAlive()) {
        throw new IOException("redis-server ended with " + starting.exitValue() + " at its start");
      }
      if (System.nanoTime() > deadline) {
        stop();
        throw new IOException("redis-server does not answer after " + START_DEADLINE_MS + " ms");
      }
      LockSupport.parkNanos(POLL_NANOS);
    }
  }

  private boolean answers() {
    try (Socket socket = new Socket()) {
      socket.connect(
          new InetSocketAddress(InetAddress.getLoopbackAddress(), port), ANSWER_TIMEOUT_MS);
      socket.setSoTimeout(ANSWER_TIMEOUT_MS);
      socket.getOutputStream().write("PING\r\n".getBytes(US_ASCII));
      String answer = new String(socket.getInputStream().readNBytes(5), US_ASCII);
      // The latter where a password is needed.
      return answer.equals("+PONG") || answer.equals("-NOAU");
    } catch (IOException e) {
      // Not yet: the caller asks again until its deadline.
      return false;
    }
  }
}
