/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.child;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;

/** Reads the memory use of another process from {@code /proc} on Linux. */
public final class ProcessMemory {
  private static final int KIB = 1024;

  private ProcessMemory() {}

  /** Returns the resident memory in bytes; empty if unknown. */
  public static OptionalLong resident(long pid) {
    return field(pid, "VmRSS:");
  }

  /** Returns the peak resident memory in bytes; empty if unknown. */
  static OptionalLong peak(long pid) {
    return field(pid, "VmHWM:");
  }

  private static OptionalLong field(long pid, String name) {
    try {
      List<String> lines =
          Files.readAllLines(
              Path.of("/proc", Long.toString(pid), "status"), StandardCharsets.ISO_8859_1);
      return lines.stream()
          .filter(line -> line.startsWith(name))
          .mapToLong(line -> KIB * Long.parseLong(line.replaceAll("\\D", "")))
          .findFirst();
    } catch (IOException e) {
      // The process has ended, or this is not Linux.
      return OptionalLong.empty();
    }
  }
}
