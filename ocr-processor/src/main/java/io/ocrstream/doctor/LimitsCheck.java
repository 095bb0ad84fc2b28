/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.doctor;

import io.ocrstream.app.Recognition;
import io.ocrstream.config.Settings;
import java.util.List;
import java.util.Set;

/** Checks the limits of this process and of its container against the roles' needs. */
final class LimitsCheck {
  /** Resident memory of a role's own process, from {@code docs/sizing.md}. */
  static final long ROLE_MIB = 256;

  /** Memory of a slot with its child process, from {@code docs/sizing.md}. */
  static final long SLOT_MIB = 400;

  /** Files that a role has open at most: connections, state stores and jars. */
  static final long FILES = 4096;

  /** Threads of a role and of a slot with its child process, from {@code docs/sizing.md}. */
  static final long TASKS_OF_PART = 100;

  private LimitsCheck() {}

  static List<Finding> of(Settings settings, Set<Doctor.Role> roles) {
    int slots = roles.contains(Doctor.Role.WORKER) ? Recognition.slots(settings.worker()) : 0;
    return of(ProcessLimits.current(), roles.size(), slots);
  }

  static List<Finding> of(ProcessLimits limits, int roles, int slots) {
    return List.of(
        atLeast(
            "memory",
            limits.memoryMib(),
            roles * ROLE_MIB + slots * SLOT_MIB,
            " MiB",
            slots > 0
                ? "raise the container's memory limit, or set fewer ocr.worker.recognise-slots"
                : "raise the container's memory limit"),
        atLeast(
            "cpus",
            limits.cpus(),
            Math.max(1, slots),
            "",
            "raise the container's CPU limit, or set fewer ocr.worker.recognise-slots"),
        atLeast(
            "open files",
            limits.openFiles(),
            FILES,
            "",
            "raise the limit (ulimit -n, LimitNOFILE)"),
        atLeast(
            "threads",
            limits.tasks(),
            (roles + slots) * TASKS_OF_PART,
            "",
            "raise the container's pids limit"));
  }

  private static Finding atLeast(
      String check, long limit, long needed, String unit, String remedy) {
    if (limit == ProcessLimits.NONE) {
      return Finding.ok(check, "no limit");
    }
    return limit >= needed
        ? Finding.ok(check, "%d%s".formatted(limit, unit))
        : Finding.warn(
            check, "%d%s, but %d%s may be needed; %s".formatted(limit, unit, needed, unit, remedy));
  }
}
