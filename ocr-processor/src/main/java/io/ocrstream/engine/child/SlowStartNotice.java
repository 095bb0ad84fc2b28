/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.child;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs now and then that no child is ready yet.
 *
 * <p><b>Threading:</b> one thread. Times are in terms of {@link System#nanoTime}.
 */
final class SlowStartNotice {
  private static final Duration INTERVAL = Duration.ofSeconds(15);
  private static final Logger LOG = LoggerFactory.getLogger(SlowStartNotice.class);

  private final Duration startTimeout;
  private final long begun;
  private long last;

  /** Creates a notice about a start that begins at {@code now}. */
  SlowStartNotice(Duration startTimeout, long now) {
    this.startTimeout = startTimeout;
    this.begun = now;
    this.last = now;
  }

  void logIfDue(long now) {
    if (now - last >= INTERVAL.toNanos()) {
      last = now;
      LOG.warn(
          "No engine process is ready after {}s, each may take {}s; check the load of the machine"
              + " (ocr.engine.child.start-timeout)",
          TimeUnit.NANOSECONDS.toSeconds(now - begun),
          startTimeout.toSeconds());
    }
  }
}
