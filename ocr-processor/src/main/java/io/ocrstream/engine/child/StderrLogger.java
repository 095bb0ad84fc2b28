/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.child;

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
 * Takes what a child prints, so that it never waits for anyone to do so: warnings of image
 * libraries, mostly, which quote no text.
 *
 * <p><b>Threading:</b> a thread of its own. <b>Bounds:</b> {@link #MAX_LINES} lines of {@link
 * #MAX_CHARS} characters are logged of each child.
 */
final class StderrLogger {
  static final int MAX_LINES = 100;
  static final int MAX_CHARS = 200;

  private static final Logger LOG = LoggerFactory.getLogger(StderrLogger.class);

  /** Ms for which the last line of a process that has ended is waited for. */
  private static final long LAST_WORDS_MS = 1_000;

  private final CountDownLatch drained = new CountDownLatch(1);
  private volatile String last = "";

  private StderrLogger() {}

  /** Begins to take what {@code stream} holds. */
  static StderrLogger of(InputStream stream, long pid) {
    StderrLogger drain = new StderrLogger();
    Thread thread = new Thread(() -> drain.run(stream, pid), "ocr-child-" + pid + "-stderr");
    thread.setDaemon(true);
    thread.start();
    return drain;
  }

  /**
   * The last line of a process that has ended; empty if there was none. What it wrote may still be
   * on its way: that is waited for, but not for long, as others may hold the stream open.
   */
  String last() {
    try {
      var unused = drained.await(LAST_WORDS_MS, TimeUnit.MILLISECONDS);
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
      LOG.trace("a child's standard error ended", e);
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
      LOG.debug("engine process {}: {}", pid, line);
    } else if (count == MAX_LINES) {
      LOG.debug("engine process {}: no more of its lines are logged", pid);
    }
  }
}
