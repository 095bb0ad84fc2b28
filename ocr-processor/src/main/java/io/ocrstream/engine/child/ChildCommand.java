/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.child;

import com.sun.jna.Native;
import com.sun.jna.Platform;
import io.ocrstream.config.Settings;
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
 * How a child is started: this program's Java and class path, bounds, and little of its
 * environment, which may hold secrets; through {@link SandboxLauncher} where the kernel can.
 *
 * <p><b>Threading:</b> immutable.
 */
final class ChildCommand {
  private static final String CLASS_PATH = System.getProperty("java.class.path");
  private static final int JAVA_THAT_ASKS = 24;
  private static final String JAVA =
      Path.of(System.getProperty("java.home"), "bin", "java").toString();

  /** What a process needs to find libraries and its language; nothing else is passed on. */
  private static final List<String> PASSED_ON =
      List.of("PATH", "LD_LIBRARY_PATH", "LANG", "LC_ALL", "LC_CTYPE", "TZ");

  private static final List<String> FLAGS =
      List.of(
          // One processor a slot: more threads would only take them from the other slots.
          "-XX:+UseSerialGC",
          "-XX:ActiveProcessorCount=1",
          // Most of its work is native: the optimising compiler is ten times as patient as by
          // default. It takes up loops that decode a page, and leaves first pages their time.
          "-XX:Tier4InvocationThreshold=50000",
          "-XX:Tier4MinInvocationThreshold=6000",
          "-XX:Tier4CompileThreshold=150000",
          "-XX:Tier4BackEdgeThreshold=400000",
          // What the JVM sets aside counts as address space, used or not.
          "-XX:CompressedClassSpaceSize=64m",
          "-XX:MaxMetaspaceSize=256m",
          "-XX:ReservedCodeCacheSize=96m",
          "-Xshare:auto",
          "-XX:-UsePerfData",
          // Reports of crashes hold what is in memory: a document.
          "-XX:+SuppressFatalErrorMessage",
          // Standard output belongs to the frames, also before the program runs.
          "-XX:+DisplayVMOutputToStderr",
          "-Xlog:disable",
          "-Xlog:all=error:stderr",
          "-Djava.awt.headless=true",
          // Libraries quote the files that they complain of: they have no say in a child.
          "-Dslf4j.provider=org.slf4j.helpers.NOP_FallbackServiceProvider",
          // Or it tells of that on standard error, and is quoted as the reason of a slow start.
          "-Dslf4j.internal.verbosity=WARN");

  /** Where JNA looks for libraries of the system: else it runs a program to ask. */
  private static final String LIBRARY_FOLDERS =
      "/lib/x86_64-linux-gnu:/usr/lib/x86_64-linux-gnu:/lib/aarch64-linux-gnu"
          + ":/usr/lib/aarch64-linux-gnu:/lib64:/usr/lib64:/lib:/usr/lib";

  /** Of the JVM that only prepares the sandbox: it lives for a fraction of a second. */
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
   * A command that runs {@code main}.
   *
   * @param shared folders that it may write to beside its own
   * @throws IOException if what it reads cannot be listed
   */
  ChildCommand(Settings.Engine settings, SandboxSupport sandbox, String main, List<Path> shared)
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
      launcher.add(placeOf(SandboxLauncher.class) + File.pathSeparator + placeOf(Native.class));
      launcher.add(SandboxLauncher.class.getName());
      SandboxPaths.readable(settings, CLASS_PATH)
          .forEach(path -> launcher.add(SandboxLauncher.READ + path));
      shared.forEach(path -> launcher.add(SandboxLauncher.WRITE + path));
      launcher.add(SandboxLauncher.WRITE + "/dev/null");
    }
  }

  /** The jar or folder that {@code type} is in: the launcher opens no other. */
  private static Path placeOf(Class<?> type) throws IOException {
    try {
      return Path.of(
          Objects.requireNonNull(type.getProtectionDomain().getCodeSource()).getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IOException(e);
    }
  }

  private static List<String> nativeAccess() {
    return Runtime.version().feature() < JAVA_THAT_ASKS
        ? List.of()
        : List.of("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow");
  }

  /**
   * Starts it.
   *
   * @param files its own folder
   */
  Process start(ChildFiles files) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command(files));
    Map<String, String> environment = builder.environment();
    environment.keySet().retainAll(PASSED_ON);
    environment.put("HOME", files.temporary().toString());
    environment.put("TMPDIR", files.temporary().toString());
    environment.put("CLASSPATH", CLASS_PATH);
    // Each arena sets aside 64 MiB of address space, and keeps what is freed in it.
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

  /** Wherever a library would put something: its own folder. Where JNA looks: see there. */
  private static List<String> folders(Path temporary) {
    Stream<String> own =
        Stream.of("java.io.tmpdir", "jna.tmpdir", "user.home", "pdfbox.fontcache")
            .map(name -> "-D" + name + "=" + temporary);
    Stream<String> system = Stream.of("-Djna.platform.library.path=" + LIBRARY_FOLDERS);
    return Stream.concat(own, Platform.isLinux() ? system : Stream.empty()).toList();
  }
}
