/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.child.sandbox;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;
import io.ocrstream.engine.child.ChildPool;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/**
 * Calls the C library for settings of this process. Calling it from inside needs no shell, which
 * minimal images lack.
 *
 * <p><b>Threading:</b> one thread.
 */
public final class LibC {
  private static final int STANDARD_OUTPUT = 1;
  private static final int STANDARD_ERROR = 2;
  private static final int PR_SET_PDEATHSIG = 1;
  private static final int RLIMIT_CORE = 4;
  private static final int RLIMIT_AS = 9;
  private static final int SIGHUP = 1;
  private static final int SIGINT = 2;
  private static final int SIGKILL = 9;
  private static final int SIGTERM = 15;
  private static final long IGNORE = 1;

  static {
    Native.register(LibC.class, NativeLibrary.getProcess());
  }

  private LibC() {}

  private static native int dup(int descriptor);

  private static native int dup2(int from, int to);

  private static native int setrlimit(int resource, long[] softAndHard);

  private static native int getrlimit(int resource, long[] softAndHard);

  private static native int prctl(int option, long two, long three, long four, long five);

  private static native long signal(int number, long handler);

  /**
   * Redirects standard output to standard error, so that nothing that a library prints gets between
   * the frames.
   *
   * @return a stream to the original standard output
   */
  public static OutputStream takeStandardOutput() throws IOException {
    int taken = dup(STANDARD_OUTPUT);
    if (taken < 0 || dup2(STANDARD_ERROR, STANDARD_OUTPUT) < 0) {
      throw new IOException("Standard output cannot be redirected");
    }
    return new FileOutputStream("/dev/fd/" + taken);
  }

  /**
   * Ignores SIGHUP, SIGINT and SIGTERM. Ctrl-C and service managers signal the whole process group,
   * but only the worker decides when a child stops.
   */
  public static void ignoreSignals() {
    for (int number : new int[] {SIGHUP, SIGINT, SIGTERM}) {
      signal(number, IGNORE);
    }
  }

  /**
   * Makes the kernel kill this process when its parent ends, or strictly, the thread that started
   * it (see {@link ChildPool}). Linux only.
   */
  public static void endWithParent() {
    if (Platform.isLinux() && prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0) != 0) {
      throw new IllegalStateException("prctl(PR_SET_PDEATHSIG) failed");
    }
  }

  /**
   * Disables core dumps, which would contain a document. The limit is one byte and not zero,
   * because only one byte keeps Linux from piping a dump to a program.
   */
  public static void writeNoCore() {
    limit(RLIMIT_CORE, 1);
  }

  /** Limits the address space of this process. Linux only. */
  public static void limitAddressSpace(long bytes) {
    if (Platform.isLinux()) {
      limit(RLIMIT_AS, bytes);
    }
  }

  /** Keeps a limit that is already lower. */
  private static void limit(int resource, long value) {
    long[] softAndHard = new long[2];
    int failed = getrlimit(resource, softAndHard);
    long least = Long.compareUnsigned(softAndHard[1], value) < 0 ? softAndHard[1] : value;
    if (failed != 0 || setrlimit(resource, new long[] {least, least}) != 0) {
      throw new IllegalStateException("setrlimit failed for resource " + resource);
    }
  }
}
