/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.loadtest.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/**
 * What the worker and its children hold at a moment. Linux only: the figures are those of {@code
 * /proc/PID/status}, as proc(5) defines them.
 *
 * @param pages read so far
 * @param workerBytes resident in this process
 * @param childrenBytes resident in all its children together
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

  /** What is resident of one process, in bytes; 0 for one that is gone by now. */
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
      // A process that ends while its file is read; nothing else fails here.
      if (ProcessHandle.of(pid).isEmpty()) {
        return 0;
      }
      throw new UncheckedIOException(e);
    }
  }
}
