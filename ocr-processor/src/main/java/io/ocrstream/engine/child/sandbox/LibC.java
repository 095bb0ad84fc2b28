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
 * What a child asks of the operating system, for itself. Asked from inside, so that no shell is
 * needed: there is none in the smallest images.
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
   * Moves standard output away and puts standard error in its place: whatever a library prints,
   * from Java or not, cannot get between the frames.
   *
   * @return what was standard output
   */
  public static OutputStream takeStandardOutput() throws IOException {
    int taken = dup(STANDARD_OUTPUT);
    if (taken < 0 || dup2(STANDARD_ERROR, STANDARD_OUTPUT) < 0) {
      throw new IOException("standard output cannot be moved");
    }
    return new FileOutputStream("/dev/fd/" + taken);
  }

  /** The worker alone says when to stop: Ctrl-C and a service's stop reach its whole group. */
  public static void ignoreSignals() {
    for (int number : new int[] {SIGHUP, SIGINT, SIGTERM}) {
      signal(number, IGNORE);
    }
  }

  /**
   * Has the kernel end this process with its parent, even while it cannot run a line of Java.
   * Strictly, with the thread that started it; see {@link ChildPool}. On Linux alone.
   */
  public static void endWithParent() {
    if (Platform.isLinux() && prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0) != 0) {
      throw new IllegalStateException("prctl");
    }
  }

  /**
   * No memory image is written when this process dies: it would hold a document. One byte, and not
   * none: Linux takes that alone to mean that no image is piped to a program either.
   */
  public static void writeNoCore() {
    limit(RLIMIT_CORE, 1);
  }

  /** Limits this process' address space. On Linux alone. */
  public static void limitAddressSpace(long bytes) {
    if (Platform.isLinux()) {
      limit(RLIMIT_AS, bytes);
    }
  }

  /** A lower limit that holds already stays. */
  private static void limit(int resource, long value) {
    long[] softAndHard = new long[2];
    int failed = getrlimit(resource, softAndHard);
    long least = Long.compareUnsigned(softAndHard[1], value) < 0 ? softAndHard[1] : value;
    if (failed != 0 || setrlimit(resource, new long[] {least, least}) != 0) {
      throw new IllegalStateException("setrlimit " + resource);
    }
  }
}
