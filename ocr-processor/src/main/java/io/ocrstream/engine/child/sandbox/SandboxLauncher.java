/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.child.sandbox;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import com.sun.jna.StringArray;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * Restricts file access, then replaces itself with the given program. Landlock restricts a single
 * thread, and a JVM has several threads before its first line runs; but {@code execv} keeps only
 * the restrictions of the calling thread for the whole new program.
 */
public final class SandboxLauncher {
  /** Prefix of a path that may be read. */
  public static final String READ = "--read=";

  /** Prefix of a path below which files may be written. */
  public static final String WRITE = "--write=";

  /** Separates the rules from the program. */
  public static final String PROGRAM = "--";

  private static final int NO_SANDBOX = 71;

  static {
    Native.register(SandboxLauncher.class, NativeLibrary.getProcess());
  }

  private SandboxLauncher() {}

  private static native int execv(String path, Pointer arguments);

  /** Runs with rules, then the program and its arguments. */
  public static void main(String[] arguments) throws IOException {
    try {
      become(Arrays.asList(arguments));
    } catch (IOException e) {
      try (FileOutputStream standardError = new FileOutputStream(FileDescriptor.err)) {
        String text = "The sandbox cannot be set up: " + e.getMessage() + "\n";
        standardError.write(text.getBytes(StandardCharsets.UTF_8));
      }
      Runtime.getRuntime().halt(NO_SANDBOX);
    }
  }

  private static void become(List<String> all) throws IOException {
    int program = all.indexOf(PROGRAM);
    String path = all.get(program + 1);
    Pointer command = new StringArray(all.subList(program + 1, all.size()).toArray(String[]::new));
    restrict(all.subList(0, program));
    execv(path, command);
    throw new IOException("%s cannot be run: error %d".formatted(path, Native.getLastError()));
  }

  private static void restrict(List<String> rules) throws IOException {
    try (Landlock landlock = Landlock.begin()) {
      for (String rule : rules) {
        if (rule.startsWith(READ)) {
          landlock.read(Path.of(rule.substring(READ.length())));
        } else {
          landlock.write(Path.of(rule.substring(WRITE.length())));
        }
      }
      landlock.restrictThisThread();
    }
  }
}
