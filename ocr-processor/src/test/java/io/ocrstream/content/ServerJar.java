/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.content;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A server that is one executable jar and runs in its own JVM, because its libraries would conflict
 * with ours.
 *
 * @param name of the jar without its extension; its path is the system property of that name with
 *     {@code .jar}, or else where the build puts it
 * @param process the JVM
 */
public record ServerJar(String name, Process process) implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ServerJar.class);
  private static final int LOWEST_PORT = 10_240;
  private static final int HIGHEST_PORT = 28_000;
  private static final int STARTS = 3;
  private static final Duration START_TIMEOUT = Duration.ofSeconds(60);
  private static final Duration PAUSE = Duration.ofMillis(20);

  /** Creates a server from a process that listens. */
  @FunctionalInterface
  public interface Listening<T> {
    T at(ServerJar jar, List<Integer> ports);
  }

  /** Builds the arguments, or system properties, that tell a server its ports. */
  @FunctionalInterface
  public interface Arguments {
    List<String> of(List<Integer> ports) throws IOException;
  }

  /** Starts a server on several ports, and tries again with others if a port is taken. */
  public static <T> T start(
      String name, Path folder, int ports, Arguments arguments, Listening<T> listening)
      throws IOException {
    for (int attempt = 1; ; attempt++) {
      List<Integer> free = new ArrayList<>();
      for (int i = 0; i < ports; i++) {
        free.add(freePort());
      }
      Path log = folder.resolve(name + "-" + attempt + ".log");
      ServerJar jar = new ServerJar(name, launch(name, arguments.of(free), log));
      boolean up = true;
      for (int port : free) {
        up = up && jar.isUp(port);
      }
      if (up) {
        return listening.at(jar, free);
      }
      jar.process.destroyForcibly();
      if (attempt == STARTS) {
        throw new IOException(name + " did not start: " + Files.readString(log));
      }
    }
  }

  /**
   * Returns a free port at random, below the range that systems give to clients. Test JVMs that
   * asked the system would often get the same port.
   */
  private static int freePort() throws IOException {
    while (true) {
      int port = ThreadLocalRandom.current().nextInt(LOWEST_PORT, HIGHEST_PORT);
      try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        return socket.getLocalPort();
      } catch (BindException e) {
        LOG.debug("port {} is taken", port);
      }
    }
  }

  private static Process launch(String name, List<String> arguments, Path log) throws IOException {
    String jar = System.getProperty(name + ".jar", "target/servers/" + name + ".jar");
    if (!Files.isRegularFile(Path.of(jar))) {
      throw new IOException("no " + name + " at " + jar + ": the build puts it there");
    }
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1"));
    Map<Boolean, List<String>> properties =
        arguments.stream()
            .collect(Collectors.partitioningBy(argument -> argument.startsWith("-D")));
    command.addAll(properties.get(true));
    command.addAll(List.of("-jar", jar));
    command.addAll(properties.get(false));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(log.toFile())
        .start();
  }

  private boolean isUp(int port) throws IOException {
    long end = System.nanoTime() + START_TIMEOUT.toNanos();
    while (process.isAlive() && System.nanoTime() - end < 0) {
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
        return socket.isConnected();
      } catch (ConnectException e) {
        LockSupport.parkNanos(PAUSE.toNanos());
      }
    }
    return false;
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UncheckedIOException(new IOException("interrupted while " + name + " ended", e));
    }
  }
}
