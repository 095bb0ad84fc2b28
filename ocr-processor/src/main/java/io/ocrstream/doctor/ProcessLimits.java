/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.doctor;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.UnixOperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The limits of this process and of its container.
 *
 * @param memoryMib memory in MiB
 * @param cpus processors, as the JVM counts them
 * @param openFiles file descriptors
 * @param tasks processes and threads together
 */
record ProcessLimits(long memoryMib, long cpus, long openFiles, long tasks) {
  /** No limit, or an unknown one. */
  static final long NONE = Long.MAX_VALUE;

  private static final int MIB_SHIFT = 20;

  /** The file of version 2 of control groups, then that of version 1. */
  private static final List<Path> TASKS =
      List.of(Path.of("/sys/fs/cgroup/pids.max"), Path.of("/sys/fs/cgroup/pids/pids.max"));

  /** Returns the limits of this process. The JVM knows the container's memory and processors. */
  static ProcessLimits current() {
    OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    return new ProcessLimits(
        system.getTotalMemorySize() >> MIB_SHIFT,
        Runtime.getRuntime().availableProcessors(),
        system instanceof UnixOperatingSystemMXBean unix ? unix.getMaxFileDescriptorCount() : NONE,
        TASKS.stream().mapToLong(ProcessLimits::number).min().orElse(NONE));
  }

  /** Returns the number in a file of a control group; {@link #NONE} if it has none. */
  static long number(Path file) {
    try {
      String text = Files.readString(file).strip();
      return text.matches("\\d{1,18}") ? Long.parseLong(text) : NONE;
    } catch (IOException e) {
      // Outside a container, and on other systems, there is no such file.
      return NONE;
    }
  }
}
