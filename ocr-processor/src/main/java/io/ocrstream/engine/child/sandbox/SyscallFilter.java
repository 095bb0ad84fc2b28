/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.child.sandbox;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Denies system calls to all threads of this process and to its children by a Linux seccomp filter,
 * which needs no privilege and cannot be undone. A denied call fails with {@code EPERM}.
 *
 * <p><b>Threading:</b> any. <b>Fails:</b> with {@link IOException}, before anything is denied.
 */
public final class SyscallFilter {
  private static final int PR_SET_NO_NEW_PRIVS = 38;
  private static final int SET_FILTER = 1;
  private static final int ASK_ACTION = 2;
  private static final int ALL_THREADS = 1;

  private static final int AF_UNIX = 1;

  private static final int ALLOW = 0x7fff0000;
  private static final int ERROR = 0x00050000;
  private static final int EPERM = ERROR | 1;
  private static final int ENOSYS = ERROR | 38;

  /* Opcodes of the kernel's BPF machine, and offsets in seccomp_data. */
  private static final int LOAD = 0x20;
  private static final int AND = 0x54;
  private static final int IF_EQUAL = 0x15;
  private static final int IF_GREATER = 0x25;
  private static final int RETURN = 0x06;
  private static final int NUMBER = 0;
  private static final int ARCHITECTURE = 4;
  private static final int FIRST_ARGUMENT = 16;

  /** Flags of clone: CLONE_THREAD, and together with it all flags for new namespaces. */
  private static final int THREAD = 0x10000;

  private static final int THREAD_AND_NAMESPACES = 0x7e030000;

  static {
    Native.register(SyscallFilter.class, NativeLibrary.getProcess());
  }

  private final CpuKind machine;
  private final List<Long> program = new ArrayList<>();

  private SyscallFilter(CpuKind machine) {
    this.machine = machine;
  }

  private static native long syscall(long number, long operation, long flags, Pointer argument);

  private static native int prctl(int option, long two, long three, long four, long five);

  /**
   * Returns whether the kernel supports filters and the system calls of this architecture are
   * known.
   */
  public static boolean isAvailable() {
    Optional<CpuKind> machine = CpuKind.current();
    if (machine.isEmpty()) {
      return false;
    }
    try (Memory action = new Memory(Integer.BYTES)) {
      action.setInt(0, ERROR);
      return syscall(SystemCalls.number("seccomp", machine.get()), ASK_ACTION, 0, action) == 0;
    }
  }

  /** Denies the calls that {@link SystemCalls} lists and all access to other processes. */
  public static void install() throws IOException {
    CpuKind machine =
        CpuKind.current()
            .orElseThrow(() -> new IOException("The system calls of this platform are unknown"));
    new SyscallFilter(machine).compose().load();
  }

  private SyscallFilter compose() {
    add(LOAD, ARCHITECTURE);
    unless(IF_EQUAL, machine.audit(), EPERM);
    add(LOAD, NUMBER);
    when(IF_GREATER, SystemCalls.LAST_KNOWN, ENOSYS);
    // The flags of clone3 are in memory, which a filter cannot read. Programs fall back to clone.
    when(IF_EQUAL, number("clone3"), ENOSYS);
    SystemCalls.refused(machine).values().forEach(number -> when(IF_EQUAL, number, EPERM));
    threadsOnly();
    int self = (int) ProcessHandle.current().pid();
    onlyOf("kill", self);
    onlyOf("tgkill", self);
    onlyOf("prlimit64", 0);
    // Java creates a connected pair of sockets before it opens its first file.
    onlyOf("socketpair", AF_UNIX);
    add(RETURN, ALLOW);
    return this;
  }

  /** Allows clone only for threads, not for processes. */
  private void threadsOnly() {
    add(IF_EQUAL, 0, 5, number("clone"));
    add(LOAD, FIRST_ARGUMENT);
    add(AND, THREAD_AND_NAMESPACES);
    unless(IF_EQUAL, THREAD, EPERM);
    add(RETURN, ALLOW);
  }

  /**
   * Allows a call only with this value as its first argument, which is a process id in most cases.
   */
  private void onlyOf(String call, int value) {
    add(IF_EQUAL, 0, 4, number(call));
    add(LOAD, FIRST_ARGUMENT);
    unless(IF_EQUAL, value, EPERM);
    add(RETURN, ALLOW);
  }

  private int number(String call) {
    return SystemCalls.number(call, machine);
  }

  private void when(int condition, int value, int outcome) {
    add(condition, 0, 1, value);
    add(RETURN, outcome);
  }

  private void unless(int condition, int value, int outcome) {
    add(condition, 1, 0, value);
    add(RETURN, outcome);
  }

  private void add(int instruction, int value) {
    add(instruction, 0, 0, value);
  }

  /** Adds a BPF instruction: opcode, jump offsets if true and if false, operand. */
  private void add(int instruction, int ifSo, int ifNot, int value) {
    program.add(
        Integer.toUnsignedLong(value) << 32 | (long) ifNot << 24 | (long) ifSo << 16 | instruction);
  }

  private void load() throws IOException {
    try (Memory code = new Memory((long) program.size() * Long.BYTES);
        Memory filter = new Memory(2 * Long.BYTES)) {
      code.write(0, program.stream().mapToLong(Long::longValue).toArray(), 0, program.size());
      filter.clear();
      filter.setShort(0, (short) program.size());
      filter.setPointer(Long.BYTES, code);
      if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0
          || syscall(number("seccomp"), SET_FILTER, ALL_THREADS, filter) != 0) {
        throw new IOException("seccomp: error " + Native.getLastError());
      }
    }
  }
}
