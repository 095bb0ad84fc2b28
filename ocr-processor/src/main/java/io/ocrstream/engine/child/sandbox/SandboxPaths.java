/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.child.sandbox;

import io.ocrstream.config.EngineConfig;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.stream.Stream;

/**
 * Lists what every child may read besides its own folder: Java, system libraries and fonts, this
 * program and its models. None of it is a document or a secret.
 *
 * <p><b>Threading:</b> any.
 */
public final class SandboxPaths {
  /** System paths. Missing ones are skipped. */
  private static final List<String> OF_SYSTEM =
      List.of(
          "/lib",
          "/lib64",
          "/usr/lib",
          "/usr/lib64",
          "/usr/local/lib",
          "/nix/store",
          "/gnu/store",
          "/etc/ld.so.cache",
          "/etc/ld-musl-x86_64.path",
          "/etc/ld-musl-aarch64.path",
          "/usr/share/fonts",
          "/usr/local/share/fonts",
          "/etc/fonts",
          "/usr/share/fontconfig",
          "/var/cache/fontconfig",
          "/usr/share/zoneinfo",
          "/etc/localtime",
          "/dev/random",
          "/dev/urandom",
          "/proc/cpuinfo",
          "/proc/meminfo",
          "/sys/devices/system/cpu",
          "/sys/devices/system/node",
          "/sys/kernel/mm/transparent_hugepage");

  private SandboxPaths() {}

  /** Returns all existing paths. */
  public static List<Path> readable(EngineConfig settings, String classPath) throws IOException {
    Set<Path> paths = new LinkedHashSet<>();
    OF_SYSTEM.forEach(path -> paths.add(Path.of(path)));
    paths.addAll(split(Optional.ofNullable(System.getenv("LD_LIBRARY_PATH")).orElse("")));
    paths.addAll(java(Path.of(System.getProperty("java.home"))));
    for (Path entry : split(classPath)) {
      paths.add(entry);
      paths.addAll(namedBy(entry));
    }
    paths.add(settings.installDir().toAbsolutePath());
    settings.modelsDir().ifPresent(folder -> paths.add(folder.toAbsolutePath()));
    settings.onnx().modelsDir().ifPresent(folder -> paths.add(folder.toAbsolutePath()));
    return paths.stream().filter(Files::exists).toList();
  }

  private static List<Path> split(String list) {
    return Stream.of(list.split(File.pathSeparator))
        .filter(entry -> !entry.isEmpty())
        .map(entry -> Path.of(entry).toAbsolutePath())
        .toList();
  }

  /**
   * Returns Java's folder and the targets of its links, since Debian keeps its configuration
   * elsewhere.
   */
  private static List<Path> java(Path home) throws IOException {
    List<Path> paths = new ArrayList<>(List.of(home));
    try (Stream<Path> tree = Files.walk(home)) {
      for (Path link : tree.filter(Files::isSymbolicLink).filter(Files::exists).toList()) {
        paths.add(link.toRealPath());
      }
    }
    return paths;
  }

  /** Returns the jars in the Class-Path attribute of a jar's manifest. */
  private static List<Path> namedBy(Path jar) throws IOException {
    if (!Files.isRegularFile(jar)) {
      return List.of();
    }
    try (JarFile file = new JarFile(jar.toFile())) {
      Manifest manifest = file.getManifest();
      String names =
          manifest == null
              ? null
              : manifest.getMainAttributes().getValue(Attributes.Name.CLASS_PATH);
      return names == null
          ? List.of()
          : Stream.of(names.split(" +")).map(name -> resolved(jar, name)).toList();
    }
  }

  private static Path resolved(Path jar, String name) {
    return Path.of(jar.toUri().resolve(name));
  }
}
