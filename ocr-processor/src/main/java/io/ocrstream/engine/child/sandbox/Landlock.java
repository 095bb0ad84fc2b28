/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.child.sandbox;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;
import com.sun.jna.Pointer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Restricts the file access of a thread and its future children by Linux' Landlock, which needs no
 * privilege and cannot be undone.
 *
 * <p><b>Threading:</b> one thread; only that thread is restricted. <b>Fails:</b> with {@link
 * IOException}, before anything is restricted.
 */
final class Landlock implements AutoCloseable {
  private static final long CREATE_RULESET = 444;
  private static final long ADD_RULE = 445;
  private static final long RESTRICT_SELF = 446;
  private static final int ASK_VERSION = 1;
  private static final int RULE_PATH_BENEATH = 1;
  private static final int PR_SET_NO_NEW_PRIVS = 38;
  private static final int OPEN_PATH = 0x200000 | 0x80000;

  private static final long EXECUTE = 1;
  private static final long WRITE_FILE = 1 << 1;
  private static final long READ_FILE = 1 << 2;
  private static final long READ_FOLDER = 1 << 3;
  private static final long REMOVE_FOLDER = 1 << 4;
  private static final long REMOVE_FILE = 1 << 5;
  private static final long MAKE_FOLDER = 1 << 7;
  private static final long MAKE_FILE = 1 << 8;
  private static final long TRUNCATE = 1 << 14;

  /** Rights that apply to files. The kernel rejects rules that give a file other rights. */
  private static final long FILE_RIGHTS = EXECUTE | WRITE_FILE | READ_FILE | TRUNCATE;

  private static final long READ = EXECUTE | READ_FILE | READ_FOLDER;
  private static final long WRITE =
      READ_FILE
          | READ_FOLDER
          | WRITE_FILE
          | REMOVE_FOLDER
          | REMOVE_FILE
          | MAKE_FOLDER
          | MAKE_FILE
          | TRUNCATE;

  /** Number of access rights on files in each ABI version. */
  private static final int[] RIGHTS_BY_VERSION = {13, 14, 15, 15, 16};

  private static final int VERSION_OF_NETWORK = 4;
  private static final long BIND_AND_CONNECT = 0b11;
  private static final int VERSION_OF_SCOPES = 6;
  private static final long SOCKETS_AND_SIGNALS = 0b11;

  static {
    Native.register(Landlock.class, NativeLibrary.getProcess());
  }

  private final long handled;
  private final int ruleset;

  private Landlock(long handled, int ruleset) {
    this.handled = handled;
    this.ruleset = ruleset;
  }

  private static native long syscall(long number, Pointer one, long two, long three);

  private static native long syscall(long number, long one, long two, Pointer three, long four);

  private static native long syscall(long number, long one, long two);

  private static native int prctl(int option, long two, long three, long four, long five);

  private static native int open(String path, int flags);

  private static native int close(int descriptor);

  /** Returns the kernel's ABI version; 0 if Landlock is missing or disabled. */
  static int version() {
    if (!Platform.isLinux()) {
      return 0;
    }
    return (int) Math.max(0, syscall(CREATE_RULESET, Pointer.NULL, 0, ASK_VERSION));
  }

  /** Creates a rule set that allows nothing. */
  static Landlock begin() throws IOException {
    int version = version();
    if (version == 0) {
      throw new IOException("This kernel has no Landlock");
    }
    int rights = RIGHTS_BY_VERSION[Math.min(version, RIGHTS_BY_VERSION.length) - 1];
    long handled = (1L << rights) - 1;
    try (Memory attributes = new Memory(3 * Long.BYTES)) {
      attributes.setLong(0, handled);
      attributes.setLong(Long.BYTES, version >= VERSION_OF_NETWORK ? BIND_AND_CONNECT : 0);
      attributes.setLong(2 * Long.BYTES, version >= VERSION_OF_SCOPES ? SOCKETS_AND_SIGNALS : 0);
      // Older kernels accept a longer structure as long as its unknown fields are zero.
      long ruleset = syscall(CREATE_RULESET, attributes, attributes.size(), 0);
      return new Landlock(handled, (int) checked(ruleset, "landlock_create_ruleset"));
    }
  }

  /** Allows to read and execute {@code path} and everything below it, if it exists. */
  void read(Path path) throws IOException {
    allow(path, READ);
  }

  /** Allows to read, create, write and delete regular files and folders below {@code path}. */
  void write(Path path) throws IOException {
    allow(path, WRITE);
  }

  private void allow(Path path, long rights) throws IOException {
    if (!Files.exists(path)) {
      return;
    }
    long kept = handled & rights & (Files.isDirectory(path) ? -1 : FILE_RIGHTS);
    int descriptor = (int) checked(open(path.toString(), OPEN_PATH), "open " + path);
    try (Memory rule = new Memory(Long.BYTES + Integer.BYTES)) {
      rule.setLong(0, kept);
      rule.setInt(Long.BYTES, descriptor);
      checked(syscall(ADD_RULE, ruleset, RULE_PATH_BENEATH, rule, 0), "landlock_add_rule");
    } finally {
      close(descriptor);
    }
  }

  /** Restricts this thread to the allowed accesses, irreversibly. */
  void restrictThisThread() throws IOException {
    checked(prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0), "no_new_privs");
    checked(syscall(RESTRICT_SELF, ruleset, 0), "landlock_restrict_self");
  }

  private static long checked(long outcome, String call) throws IOException {
    if (outcome < 0) {
      throw new IOException("%s: error %d".formatted(call, Native.getLastError()));
    }
    return outcome;
  }

  @Override
  public void close() {
    close(ruleset);
  }
}
