/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.child;

import io.ocrstream.concurrent.DaemonThreads;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Sends heartbeats to the worker while this process works. A process that is frozen, starved or in
 * endless garbage collection sends none.
 *
 * <p><b>Threading:</b> any.
 */
final class HeartbeatSender {
  private final FrameChannel channel;
  private volatile boolean beating;

  HeartbeatSender(FrameChannel channel, Duration interval) {
    this.channel = channel;
    ScheduledExecutorService thread =
        Executors.newSingleThreadScheduledExecutor(DaemonThreads.named("heartbeats"));
    var unused =
        thread.scheduleAtFixedRate(
            this::beat, interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Starts to send heartbeats. */
  void start() {
    beating = true;
  }

  /** Stops sending heartbeats until the next start. */
  void stop() {
    beating = false;
  }

  private void beat() {
    if (!beating) {
      return;
    }
    try {
      channel.send(MessageFrame.Kind.BEAT);
    } catch (IOException e) {
      // The worker has ended. The message reader ends this process.
      beating = false;
    }
  }
}
