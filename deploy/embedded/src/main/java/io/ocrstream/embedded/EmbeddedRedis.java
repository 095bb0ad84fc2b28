/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.embedded;

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
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Runs a real Redis server as a child process on the loopback address; {@link RedisServer} chooses
 * the program.
 *
 * <p><b>Threading:</b> any; methods are synchronized. <b>Bounds:</b> {@link #MAX_MEMORY}, after
 * which the least recently used keys are evicted. <b>Fails:</b> with {@link UncheckedIOException}
 * if the server does not start.
 */
public final class EmbeddedRedis implements AutoCloseable {
  /** Maximum memory of the server for data. */
  public static final String MAX_MEMORY = "512mb";

  private static final long START_DEADLINE_MS = 10_000;
  private static final long STOP_DEADLINE_MS = 10_000;
  private static final int ANSWER_TIMEOUT_MS = 500;
  private static final int PORT_TRIES = 3;
  private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

  /*
  A child process does not end with its parent. The shell in between reads from a pipe that only this
  JVM writes to: when the JVM ends for any reason, the read returns and the shell stops the server. The
  shell itself waits for the server, so it ends when the server does. Only the JVM handles Ctrl-C: the
  shells ignore it, and the server runs in its own session if setsid is available.
  */
  private static final String LEASH =
      "trap '' INT; exec 3<&0; $(command -v setsid) \"$@\" 3<&- & server=$!; "
          + "(read -r _ <&3; kill $server 2>/dev/null) >/dev/null 2>&1 & wait $server";

  private static final String CONFIGURATION = "redis.conf";

  private final RedisServer executable;
  private final Path folder;
  private final boolean temporary;
  private final List<String> options;
  private final int port;
  private @Nullable Process process;

  private EmbeddedRedis(
      RedisServer executable, Path folder, boolean temporary, List<String> options, int port) {
    this.executable = executable;
    this.folder = folder;
    this.temporary = temporary;
    this.options = options;
    this.port = port;
  }

  /**
   * Starts a server with data in memory only; {@link #stop()} loses it.
   *
   * @param options options of {@code redis-server} that override the others, such as {@code
   *     --requirepass}, {@code secret}
   */
  public static EmbeddedRedis temporary(String... options) {
    return launch(Folders.temporary("ocr-redis-"), true, List.of(), List.of(options));
  }

  /** Starts a Sentinel that monitors {@code master} under {@code name}. */
  public static EmbeddedRedis sentinel(String name, EmbeddedRedis master) {
    return launch(
        Folders.temporary("ocr-sentinel-"),
        true,
        List.of("sentinel monitor %s 127.0.0.1 %d 1".formatted(name, master.port())),
        List.of("--sentinel"));
  }

  /** Starts a server that saves its data in {@code folder}, at the latest when it stops. */
  public static EmbeddedRedis in(Path folder) {
    return in(folder, List.of());
  }

  /**
   * Starts a server with lines of configuration, such as users and their rights. They are in a file
   * that only its owner may read, because others can read command lines.
   */
  public static EmbeddedRedis in(Path folder, List<String> configuration) {
    Path made = Folders.makePrivate(folder.toAbsolutePath());
    // A snapshot per minute limits the loss of a kill; a stop always writes one.
    return launch(made, false, configuration, List.of("--save", "60", "1"));
  }

  private static EmbeddedRedis launch(
      Path folder, boolean temporary, List<String> configuration, List<String> options) {
    try {
      Folders.writePrivately(folder.resolve(CONFIGURATION), configuration);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    RedisServer executable = RedisServer.choose(folder);
    for (int tries = 1; ; tries++) {
      int port = LoopbackPorts.free(1).get(0);
      EmbeddedRedis redis = new EmbeddedRedis(executable, folder, temporary, options, port);
      try {
        redis.start();
        return redis;
      } catch (UncheckedIOException e) {
        // Another process may have taken the port in between; other failures occur each time.
        if (tries == PORT_TRIES) {
          redis.close();
          throw e;
        }
      }
    }
  }

  /** Restarts the server on the same port; no effect while it runs. */
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

  /** Stops the server, as in an outage; {@link #start()} restarts it on the same port. */
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

  /** Kills the server, as a crash does; it writes no snapshot. */
  public synchronized void kill() {
    if (process != null) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
    }
    stop();
  }

  /** Freezes the server: connections stay open, but it does not answer. */
  public synchronized void pause() {
    signal("-STOP");
  }

  /** Lets a frozen server continue. */
  public synchronized void resume() {
    signal("-CONT");
  }

  private void signal(String signal) {
    // Of the shell, because a small machine may have no such program.
    List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", "kill \"$@\"", "kill", signal));
    Objects.requireNonNull(process, "not running")
        .descendants()
        .map(ProcessHandle::pid)
        .map(String::valueOf)
        .forEach(command::add);
    try {
      int code = new ProcessBuilder(command).start().waitFor();
      if (code != 0) {
        throw new IllegalStateException("kill " + signal + " ended with " + code);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Returns whether the server's process runs. */
  public synchronized boolean isRunning() {
    return process != null && process.isAlive();
  }

  /** Returns the port, which does not change after {@link #stop()} and {@link #start()}. */
  public int port() {
    return port;
  }

  /** Describes the server for people. */
  public String server() {
    return executable.toString();
  }

  /** Returns the address as a URI. */
  public String uri() {
    return "redis://" + InetAddress.getLoopbackAddress().getHostAddress() + ":" + port;
  }

  /** Stops the server, and deletes a temporary folder. */
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
    command.add(folder.resolve(CONFIGURATION).toString());
    command.addAll(List.of("--bind", InetAddress.getLoopbackAddress().getHostAddress()));
    command.addAll(List.of("--port", Integer.toString(port)));
    command.addAll(List.of("--dir", folder.toString()));
    command.addAll(List.of("--save", "", "--appendonly", "no"));
    command.addAll(List.of("--maxmemory", MAX_MEMORY, "--maxmemory-policy", "allkeys-lru"));
    command.addAll(options);
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
      // The second reply means that a password is required.
      return answer.equals("+PONG") || answer.equals("-NOAU");
    } catch (IOException e) {
      // The server is not ready: the caller retries until its deadline.
      return false;
    }
  }
}
