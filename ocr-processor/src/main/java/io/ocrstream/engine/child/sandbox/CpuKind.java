/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.child.sandbox;

import com.sun.jna.Platform;
import java.util.Optional;

/**
 * The kinds of processor whose system calls are known: each has numbers of its own, in a column of
 * {@link SystemCalls}.
 */
enum CpuKind {
  /** Intel and AMD. */
  X86_64("x86-64", 0xC000003E, 1),
  /** ARM. */
  AARCH64("aarch64", 0xC00000B7, 2);

  private final String name;
  private final int audit;
  private final int column;

  CpuKind(String name, int audit, int column) {
    this.name = name;
    this.audit = audit;
    this.column = column;
  }

  /** This one; empty where it is of another kind, or does not run Linux. */
  static Optional<CpuKind> current() {
    for (CpuKind machine : values()) {
      if (Platform.isLinux() && machine.name.equals(Platform.ARCH)) {
        return Optional.of(machine);
      }
    }
    return Optional.empty();
  }

  /** The number by which a filter knows it. */
  int audit() {
    return audit;
  }

  /** Where its numbers stand; the names are in column 0. */
  int column() {
    return column;
  }
}
