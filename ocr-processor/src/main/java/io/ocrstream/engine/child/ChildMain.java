/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.child;

import io.ocrstream.config.ReadingDefaults;
import io.ocrstream.config.Settings;
import io.ocrstream.config.SettingsLoader;
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
 * A child: reads documents for the worker that started it, until that one is done or dead.
 *
 * <p><b>Fails:</b> by ending. Nothing is tried again here; that is the worker's part.
 */
public final class ChildMain {
  /** Exit codes. */
  static final int DONE = 0;

  static final int OUT_OF_MEMORY = 3;
  static final int DEFECT = 70;

  private ChildMain() {}

  /** Runs a child on this process' standard streams. */
  public static void main(String[] arguments) {
    run((settings, engines) -> engines.start());
  }

  /** The same with any engine. */
  static void run(BiFunction<Settings.Engine, InstalledEngines, Engine> engines) {
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
      // The worker has gone.
      halt(DONE);
    } catch (InterruptedException e) {
      halt(DEFECT);
    }
  }

  private static void serve(
      FrameChannel channel, BiFunction<Settings.Engine, InstalledEngines, Engine> engines)
      throws IOException, InterruptedException {
    Messages.Start start = channel.receive().as(Messages.Start.class);
    Settings.Engine settings = SettingsLoader.of(start.settings()).engine();
    LibC.limitAddressSpace(settings.child().addressSpace().bytes());
    if (settings.sandbox() != Settings.Sandbox.OFF && SyscallFilter.isAvailable()) {
      SyscallFilter.install();
    }
    InstalledEngines catalog = InstalledEngines.of(settings);
    try (Engine engine = engines.apply(settings, catalog)) {
      MessageReader inbox = MessageReader.of(channel, () -> halt(DONE));
      channel.send(
          MessageFrame.Kind.READY,
          new Messages.Ready(
              Messages.PROTOCOL, catalog.info(ReadingDefaults.of(settings)).orElse(null)));
      new ChildServer(engine, inbox, channel, settings.child().stallTimeout()).run();
    }
  }

  /**
   * Ends this process, saying of {@code fault} only where it was: its message may quote a file. Our
   * own words about the engine quote none.
   */
  private static void end(Throwable fault) {
    if (fault instanceof OutOfMemoryError) {
      halt(OUT_OF_MEMORY);
    }
    try (FileOutputStream standardError = new FileOutputStream(FileDescriptor.err)) {
      StackTraceElement[] trace = fault.getStackTrace();
      String where = fault.getClass().getName() + (trace.length == 0 ? "" : " at " + trace[0]);
      String text = fault instanceof EngineUnavailableException ? fault.getMessage() : where;
      standardError.write((text + "\n").getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      // The worker has gone: there is nobody to tell.
      halt(DEFECT);
    }
    halt(DEFECT);
  }

  /** At once: an orderly exit would wait for a thread that may be lost in native code. */
  private static void halt(int code) {
    Runtime.getRuntime().halt(code);
  }
}
