/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.loadtest.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/**
 * Holds the memory of the worker and its children at one moment, from {@code /proc/PID/status} as
 * in proc(5). Linux only.
 *
 * @param pages pages read so far
 * @param workerBytes resident bytes of this process
 * @param childrenBytes resident bytes of all its children
 */
public record MemorySample(int pages, long workerBytes, long childrenBytes) {
  private static final String FIELD = "VmRSS:";
  private static final long KIB = 1024;

  static MemorySample now(int pages) {
    ProcessHandle self = ProcessHandle.current();
    return new MemorySample(
        pages,
        resident(self.pid()),
        self.descendants().mapToLong(child -> resident(child.pid())).sum());
  }

  /** Returns the resident bytes of a process; 0 if it has ended. */
  public static long resident(long pid) {
    try {
      List<String> status = Files.readAllLines(Path.of("/proc", Long.toString(pid), "status"));
      return status.stream()
          .filter(line -> line.startsWith(FIELD))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * KIB)
          .sum();
    } catch (NoSuchFileException e) {
      return 0;
    } catch (IOException e) {
      // The process may end while its file is read; other failures are reported.
      if (ProcessHandle.of(pid).isEmpty()) {
        return 0;
      }
      throw new UncheckedIOException(e);
    }
  }
}
