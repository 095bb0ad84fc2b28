/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.child;

import io.ocrstream.concurrent.DaemonThreads;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads and logs what a child prints to standard error, so that the child never blocks on it. Most
 * lines are warnings of image libraries, which quote no text.
 *
 * <p><b>Threading:</b> a thread of its own. <b>Bounds:</b> for each child, {@link #MAX_LINES} lines
 * of {@link #MAX_CHARS} characters are logged.
 */
final class StderrLogger {
  static final int MAX_LINES = 100;
  static final int MAX_CHARS = 200;

  private static final Logger LOG = LoggerFactory.getLogger(StderrLogger.class);

  /** Milliseconds to wait for the last line of a process that has ended. */
  private static final long LAST_LINE_WAIT_MS = 1_000;

  private final CountDownLatch drained = new CountDownLatch(1);
  private volatile String last = "";

  private StderrLogger() {}

  /** Starts to read {@code stream}. */
  static StderrLogger of(InputStream stream, long pid) {
    StderrLogger drain = new StderrLogger();
    DaemonThreads.start("ocr-child-" + pid + "-stderr", () -> drain.run(stream, pid));
    return drain;
  }

  /**
   * Returns the last line of a process that has ended; empty if there was none. Waits a short time
   * for output in transit, but not for other processes that hold the stream open.
   */
  String last() {
    try {
      var unused = drained.await(LAST_LINE_WAIT_MS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return last;
  }

  private void run(InputStream stream, long pid) {
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(stream, StandardCharsets.ISO_8859_1))) {
      StringBuilder line = new StringBuilder();
      int count = 0;
      for (int c = lines.read(); c >= 0; c = lines.read()) {
        if (c != '\n') {
          append(line, (char) c);
        } else if (!line.isEmpty()) {
          log(line.toString(), pid, ++count);
          line.setLength(0);
        }
      }
    } catch (IOException e) {
      LOG.trace("Standard error of an engine process was closed", e);
    } finally {
      drained.countDown();
    }
  }

  private static void append(StringBuilder line, char c) {
    if (line.length() < MAX_CHARS) {
      line.append(c < ' ' || c > '~' ? '?' : c);
    }
  }

  private void log(String line, long pid, int count) {
    last = line;
    if (count < MAX_LINES) {
      LOG.debug("Engine process {}: {}", pid, line);
    } else if (count == MAX_LINES) {
      LOG.debug("Engine process {}: further lines are not logged", pid);
    }
  }
}
