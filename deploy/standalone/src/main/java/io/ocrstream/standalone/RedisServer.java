/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.standalone;

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
 * A Redis server's program: the machine's own {@code redis-server} where it is new enough, else a
 * bundled one.
 *
 * @param path of the program
 * @param version such as {@code 7.2.11}; empty where it does not say
 * @param isBundled whether it is not the machine's
 */
record RedisServer(Path path, String version, boolean isBundled) {
  private static final Pattern VERSION = Pattern.compile("\\bv=((\\d+\\.\\d+)\\.(\\d+))\\b");

  /**
   * First version with the fix of CVE-2025-49844 of each line that has one; of 7.0, Debian's, which
   * is fixed without a new number. Later lines all have it.
   */
  private static final Map<String, Integer> MINIMUM =
      Map.of("6.2", 20, "7.0", 15, "7.2", 11, "7.4", 6, "8.0", 4, "8.2", 2);

  private static final double FIRST_LATER_LINE = 8.3;

  /**
   * The one to take.
   *
   * @param folder where the bundled one is unpacked
   * @throws UncheckedIOException if the bundled one cannot be unpacked
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

  /** Whether a server of that version is taken. */
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
      // Not a program of this machine: not new enough.
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

  /** For people. */
  @Override
  public String toString() {
    return isBundled ? "the bundled Redis " + version : "Redis %s (%s)".formatted(version, path);
  }
}
