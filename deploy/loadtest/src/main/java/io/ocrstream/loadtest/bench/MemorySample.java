/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.loadtest.bench;

import io.ocrstream.engine.child.ProcessMemory;

/**
 * Holds the memory of the worker and its children at one moment, from {@code /proc/PID/status} as
 * in proc(5). Linux only.
 *
 * @param pages pages read so far
 * @param workerBytes resident bytes of this process
 * @param childrenBytes resident bytes of all its children
 */
public record MemorySample(int pages, long workerBytes, long childrenBytes) {
  static MemorySample now(int pages) {
    ProcessHandle self = ProcessHandle.current();
    return new MemorySample(
        pages,
        resident(self.pid()),
        self.descendants().mapToLong(child -> resident(child.pid())).sum());
  }

  /** Returns the resident bytes of a process; 0 if it has ended. */
  public static long resident(long pid) {
    return ProcessMemory.resident(pid).orElse(0);
  }
}
