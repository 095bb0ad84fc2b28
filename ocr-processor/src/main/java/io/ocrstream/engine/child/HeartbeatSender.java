/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.child;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Tells the worker while there is work that this process still runs: one that is frozen, starved or
 * lost in the collector of its garbage does not.
 *
 * <p><b>Threading:</b> any.
 */
final class HeartbeatSender {
  private final FrameChannel channel;
  private volatile boolean beating;

  HeartbeatSender(FrameChannel channel, Duration interval) {
    this.channel = channel;
    ScheduledExecutorService thread =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread beats = new Thread(task, "heart");
              beats.setDaemon(true);
              return beats;
            });
    var unused =
        thread.scheduleAtFixedRate(
            this::beat, interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Begins or ends to beat. */
  void beat(boolean whether) {
    beating = whether;
  }

  private void beat() {
    if (!beating) {
      return;
    }
    try {
      channel.send(MessageFrame.Kind.BEAT);
    } catch (IOException e) {
      // The worker has gone; the inbox ends this process.
      beating = false;
    }
  }
}
