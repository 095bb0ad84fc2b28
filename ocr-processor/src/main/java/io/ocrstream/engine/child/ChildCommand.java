/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.child;

import com.sun.jna.Native;
import com.sun.jna.Platform;
import io.ocrstream.config.EngineConfig;
import io.ocrstream.engine.child.sandbox.SandboxLauncher;
import io.ocrstream.engine.child.sandbox.SandboxPaths;
import io.ocrstream.engine.child.sandbox.SandboxSupport;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Builds the command of a child process: this program's Java and class path, resource limits, and
 * only the environment variables that it needs, because others may be secrets. The command starts
 * {@link SandboxLauncher} if the kernel supports it.
 *
 * <p><b>Threading:</b> any; immutable.
 */
final class ChildCommand {
  private static final String CLASS_PATH = System.getProperty("java.class.path");
  private static final int JAVA_WITH_NATIVE_ACCESS_CHECKS = 24;
  private static final String JAVA =
      Path.of(System.getProperty("java.home"), "bin", "java").toString();

  /** Environment variables for libraries, locale and time zone. No others are passed on. */
  private static final List<String> PASSED_ON =
      List.of("PATH", "LD_LIBRARY_PATH", "LANG", "LC_ALL", "LC_CTYPE", "TZ");

  private static final List<String> FLAGS =
      List.of(
          // One processor per slot. More threads would compete with other slots.
          "-XX:+UseSerialGC",
          "-XX:ActiveProcessorCount=1",
          // Most of the work is native, so the thresholds of the optimising compiler are ten times
          // the defaults. It still compiles loops that decode pages, and does not slow down first
          // pages.
          "-XX:Tier4InvocationThreshold=50000",
          "-XX:Tier4MinInvocationThreshold=6000",
          "-XX:Tier4CompileThreshold=150000",
          "-XX:Tier4BackEdgeThreshold=400000",
          // Memory that the JVM reserves counts as address space, used or not.
          "-XX:CompressedClassSpaceSize=64m",
          "-XX:MaxMetaspaceSize=256m",
          "-XX:ReservedCodeCacheSize=96m",
          "-Xshare:auto",
          "-XX:-UsePerfData",
          // Crash reports contain memory, which may hold parts of a document.
          "-XX:+SuppressFatalErrorMessage",
          // Standard output carries frames only, even before main runs.
          "-XX:+DisplayVMOutputToStderr",
          "-Xlog:disable",
          "-Xlog:all=error:stderr",
          "-Djava.awt.headless=true",
          // Log messages of libraries may quote documents, so logging is off.
          "-Dslf4j.provider=org.slf4j.helpers.NOP_FallbackServiceProvider",
          // Otherwise SLF4J reports that on standard error, and the line is quoted as the cause of
          // a slow start.
          "-Dslf4j.internal.verbosity=WARN");

  /** System folders in which JNA looks for libraries. Without them JNA runs ldconfig. */
  private static final String LIBRARY_FOLDERS =
      "/lib/x86_64-linux-gnu:/usr/lib/x86_64-linux-gnu:/lib/aarch64-linux-gnu"
          + ":/usr/lib/aarch64-linux-gnu:/lib64:/usr/lib64:/lib:/usr/lib";

  /** Flags of the JVM that sets up the sandbox. It lives for a fraction of a second. */
  private static final List<String> LAUNCHER_FLAGS =
      List.of(
          "-Xmx32m",
          "-XX:+UseSerialGC",
          "-XX:TieredStopAtLevel=1",
          "-Xshare:auto",
          "-XX:-UsePerfData",
          "-XX:+DisplayVMOutputToStderr",
          "-Xlog:disable",
          "-Xlog:all=error:stderr");

  private final List<String> launcher = new ArrayList<>();
  private final List<String> program = new ArrayList<>();

  /**
   * Creates a command that runs {@code main}.
   *
   * @param shared folders with write access, besides the child's own
   * @throws IOException if the readable files cannot be listed
   */
  ChildCommand(EngineConfig settings, SandboxSupport sandbox, String main, List<Path> shared)
      throws IOException {
    program.add(JAVA);
    program.add("-Xmx" + settings.child().heap().bytes());
    program.addAll(FLAGS);
    program.addAll(nativeAccess());
    program.add(main);
    if (sandbox.files()) {
      launcher.add(JAVA);
      launcher.addAll(LAUNCHER_FLAGS);
      launcher.addAll(nativeAccess());
      launcher.add("-cp");
      launcher.add(
          locationOf(SandboxLauncher.class) + File.pathSeparator + locationOf(Native.class));
      launcher.add(SandboxLauncher.class.getName());
      SandboxPaths.readable(settings, CLASS_PATH)
          .forEach(path -> launcher.add(SandboxLauncher.READ + path));
      shared.forEach(path -> launcher.add(SandboxLauncher.WRITE + path));
      launcher.add(SandboxLauncher.WRITE + "/dev/null");
    }
  }

  /**
   * Returns the jar or folder that contains {@code type}. The launcher's class path has no others.
   */
  private static Path locationOf(Class<?> type) throws IOException {
    try {
      return Path.of(
          Objects.requireNonNull(type.getProtectionDomain().getCodeSource()).getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IOException(e);
    }
  }

  private static List<String> nativeAccess() {
    return Runtime.version().feature() < JAVA_WITH_NATIVE_ACCESS_CHECKS
        ? List.of()
        : List.of("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow");
  }

  /**
   * Starts a child process.
   *
   * @param files the child's own folder
   */
  Process start(ChildFiles files) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command(files));
    Map<String, String> environment = builder.environment();
    environment.keySet().retainAll(PASSED_ON);
    environment.put("HOME", files.temporary().toString());
    environment.put("TMPDIR", files.temporary().toString());
    environment.put("CLASSPATH", CLASS_PATH);
    // Each malloc arena reserves 64 MiB of address space and keeps freed memory.
    environment.put("MALLOC_ARENA_MAX", "2");
    environment.put("OMP_THREAD_LIMIT", "1");
    return builder.start();
  }

  private List<String> command(ChildFiles files) {
    List<String> command = new ArrayList<>();
    if (!launcher.isEmpty()) {
      command.addAll(with(folders(files.temporary()), launcher));
      command.add(SandboxLauncher.READ + files.documents());
      command.add(SandboxLauncher.WRITE + files.temporary());
      command.add(SandboxLauncher.PROGRAM);
    }
    command.addAll(with(folders(files.temporary()), program));
    return command;
  }

  private static List<String> with(List<String> flags, List<String> command) {
    List<String> all = new ArrayList<>(command);
    all.addAll(1, flags);
    return all;
  }

  /**
   * Returns system properties that direct all temporary files of libraries to the child's folder.
   */
  private static List<String> folders(Path temporary) {
    Stream<String> own =
        Stream.of("java.io.tmpdir", "jna.tmpdir", "user.home", "pdfbox.fontcache")
            .map(name -> "-D" + name + "=" + temporary);
    Stream<String> system = Stream.of("-Djna.platform.library.path=" + LIBRARY_FOLDERS);
    return Stream.concat(own, Platform.isLinux() ? system : Stream.empty()).toList();
  }
}
