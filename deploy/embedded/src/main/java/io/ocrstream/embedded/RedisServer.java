/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import redis.embedded.core.ExecutableProvider;

/**
 * Describes the Redis server program: the machine's {@code redis-server} if its version is new
 * enough, else the bundled one.
 *
 * @param path path of the program
 * @param version such as {@code 7.2.11}; empty if unknown
 * @param isBundled whether it is the bundled program
 */
record RedisServer(Path path, String version, boolean isBundled) {
  private static final Pattern VERSION = Pattern.compile("\\bv=((\\d+\\.\\d+)\\.(\\d+))\\b");

  /**
   * First fixed version for CVE-2025-49844 in each release line. For 7.0 it is Debian's version,
   * which is fixed without a new number. Later lines are all fixed.
   */
  private static final Map<String, Integer> MINIMUM =
      Map.of("6.2", 20, "7.0", 15, "7.2", 11, "7.4", 6, "8.0", 4, "8.2", 2);

  private static final double FIRST_LATER_LINE = 8.3;

  /**
   * Chooses the program.
   *
   * @param folder folder to unpack the bundled program to
   * @throws UncheckedIOException if the bundled program cannot be unpacked
   */
  static RedisServer choose(Path folder) {
    return onPath("redis-server")
        .map(path -> new RedisServer(path, version(path), false))
        .filter(server -> isNewEnough(server.version()))
        .orElseGet(() -> bundled(folder));
  }

  private static RedisServer bundled(Path folder) {
    try {
      Path path = ExecutableProvider.newJarResourceProvider(folder.toFile()).get().toPath();
      return new RedisServer(path, version(path), true);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns whether a server of that version is accepted. */
  static boolean isNewEnough(String version) {
    Matcher parts = VERSION.matcher("v=" + version);
    if (!parts.matches()) {
      return false;
    }
    Integer minimum = MINIMUM.get(parts.group(2));
    return minimum == null
        ? Double.parseDouble(parts.group(2)) >= FIRST_LATER_LINE
        : Integer.parseInt(parts.group(3)) >= minimum;
  }

  private static String version(Path program) {
    try {
      Process process = new ProcessBuilder(program.toString(), "--version").start();
      process.getOutputStream().close();
      String said = new String(process.getInputStream().readAllBytes(), UTF_8);
      Matcher version = VERSION.matcher(said);
      return version.find() ? version.group(1) : "";
    } catch (IOException e) {
      // Not a program for this machine, so its version is not new enough.
      return "";
    }
  }

  private static Optional<Path> onPath(String name) {
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    return Stream.of(path.split(File.pathSeparator))
        .filter(entry -> !entry.isEmpty())
        .map(entry -> Path.of(entry, name))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** Describes the server for people. */
  @Override
  public String toString() {
    return isBundled ? "the bundled Redis " + version : "Redis %s (%s)".formatted(version, path);
  }
}
