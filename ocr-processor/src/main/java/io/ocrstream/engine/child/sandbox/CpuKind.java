/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.child.sandbox;

import com.sun.jna.Platform;
import java.util.Optional;

/**
 * Processor architectures with known system call numbers, which are in columns of {@link
 * SystemCalls}.
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

  /** Returns the current architecture; empty if it is another one or the system is not Linux. */
  static Optional<CpuKind> current() {
    for (CpuKind kind : values()) {
      if (Platform.isLinux() && kind.name.equals(Platform.ARCH)) {
        return Optional.of(kind);
      }
    }
    return Optional.empty();
  }

  /** Returns the AUDIT_ARCH value that identifies it in a seccomp filter. */
  int audit() {
    return audit;
  }

  /** Returns its column in the table of numbers. Column 0 has the names. */
  int column() {
    return column;
  }
}
