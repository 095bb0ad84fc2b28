/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.child;

import io.ocrstream.config.Settings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * How a child is started: this program's Java and class path, bounds, and little of its
 * environment, which may hold secrets.
 *
 * <p><b>Threading:</b> immutable.
 */
final class ChildCommand {
  private static final int JAVA_THAT_ASKS = 24;

  /**
   * What a process needs to find libraries, folders and its language; nothing else is passed on.
   */
  private static final List<String> PASSED_ON =
      List.of("PATH", "LD_LIBRARY_PATH", "HOME", "LANG", "LC_ALL", "LC_CTYPE", "TZ");

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

  private final List<String> arguments;

  /** A command that runs {@code main}. */
  ChildCommand(Settings.EngineChild settings, String main) {
    arguments = new ArrayList<>();
    arguments.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    arguments.add("-Xmx" + settings.heap().bytes());
    arguments.addAll(FLAGS);
    if (Runtime.version().feature() >= JAVA_THAT_ASKS) {
      arguments.add("--enable-native-access=ALL-UNNAMED");
      arguments.add("--sun-misc-unsafe-memory-access=allow");
    }
    arguments.add(main);
  }

  /**
   * Starts it.
   *
   * @param temporary folder for its temporary files
   */
  Process start(Path temporary) throws IOException {
    List<String> command = new ArrayList<>(arguments);
    command.add(1, "-Djava.io.tmpdir=" + temporary);
    ProcessBuilder builder = new ProcessBuilder(command);
    Map<String, String> environment = builder.environment();
    environment.keySet().retainAll(PASSED_ON);
    environment.put("TMPDIR", temporary.toString());
    environment.put("CLASSPATH", System.getProperty("java.class.path"));
    // Each arena sets aside 64 MiB of address space, and keeps what is freed in it.
    environment.put("MALLOC_ARENA_MAX", "2");
    environment.put("OMP_THREAD_LIMIT", "1");
    return builder.start();
  }
}
