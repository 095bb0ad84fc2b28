/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.child;

import io.ocrstream.config.EngineConfig;
import io.ocrstream.config.ReadingDefaults;
import io.ocrstream.config.loader.SettingsLoader;
import io.ocrstream.engine.Engine;
import io.ocrstream.engine.EngineUnavailableException;
import io.ocrstream.engine.child.sandbox.LibC;
import io.ocrstream.engine.child.sandbox.SyscallFilter;
import io.ocrstream.engine.installed.InstalledEngines;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.function.BiFunction;

/**
 * The main class of a child process. It reads documents for its worker until the worker ends.
 *
 * <p><b>Fails:</b> by exiting. The worker decides about retries.
 */
public final class ChildMain {
  /** Exit codes. */
  static final int DONE = 0;

  static final int OUT_OF_MEMORY = 3;

  /** The engine cannot start here. Another child would say the same. */
  static final int UNAVAILABLE = 69;

  static final int DEFECT = 70;

  private ChildMain() {}

  /** Runs a child on the process' standard streams. */
  public static void main(String[] arguments) {
    run((settings, engines) -> engines.start());
  }

  /** Runs a child with the given engine. */
  static void run(BiFunction<EngineConfig, InstalledEngines, Engine> engines) {
    Thread.setDefaultUncaughtExceptionHandler((thread, fault) -> end(fault));
    try {
      LibC.writeNoCore();
      LibC.endWithParent();
      LibC.ignoreSignals();
      serve(
          new FrameChannel(new FileInputStream(FileDescriptor.in), LibC.takeStandardOutput()),
          engines);
      halt(DONE);
    } catch (IOException e) {
      // The worker has ended.
      halt(DONE);
    } catch (InterruptedException e) {
      halt(DEFECT);
    }
  }

  private static void serve(
      FrameChannel channel, BiFunction<EngineConfig, InstalledEngines, Engine> engines)
      throws IOException, InterruptedException {
    Messages.Start start = channel.receive().as(Messages.Start.class);
    EngineConfig settings = SettingsLoader.of(start.settings()).engine();
    LibC.limitAddressSpace(settings.child().addressSpace().bytes());
    if (settings.sandbox() != EngineConfig.Sandbox.OFF && SyscallFilter.isAvailable()) {
      SyscallFilter.install();
    }
    InstalledEngines catalog = InstalledEngines.of(settings);
    try (Engine engine = engines.apply(settings, catalog)) {
      MessageReader reader = MessageReader.of(channel, () -> halt(DONE));
      channel.send(
          MessageFrame.Kind.READY,
          new Messages.Ready(
              Messages.PROTOCOL, catalog.info(ReadingDefaults.of(settings)).orElse(null)));
      new ChildServer(engine, reader, channel, settings.child().stallTimeout()).run();
    }
  }

  /**
   * Exits, and prints only the type and the location of {@code fault}, because its message may
   * quote a document. Messages of {@link EngineUnavailableException} are this project's own and do
   * not.
   */
  private static void end(Throwable fault) {
    if (fault instanceof OutOfMemoryError) {
      halt(OUT_OF_MEMORY);
    }
    boolean isUnavailable = fault instanceof EngineUnavailableException;
    try (FileOutputStream standardError = new FileOutputStream(FileDescriptor.err)) {
      StackTraceElement[] trace = fault.getStackTrace();
      String where = fault.getClass().getName() + (trace.length == 0 ? "" : " at " + trace[0]);
      String text = isUnavailable ? fault.getMessage() : where;
      standardError.write((text + "\n").getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      // The worker has ended, so nobody reads the output.
      halt(DEFECT);
    }
    halt(isUnavailable ? UNAVAILABLE : DEFECT);
  }

  /** Exits at once. An orderly exit would wait for threads that may hang in native code. */
  private static void halt(int code) {
    Runtime.getRuntime().halt(code);
  }
}
