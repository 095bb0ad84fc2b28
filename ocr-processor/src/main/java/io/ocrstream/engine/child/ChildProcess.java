/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.child;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The operating system process of a child, with the deadline and heartbeat checks of its current
 * work.
 *
 * <p><b>Threading:</b> one thread at a time gives it work; any thread may check or kill it.
 * <b>Bounds:</b> it is killed {@link #GRACE} after its timeout. Within the grace period it can
 * answer by itself, which saves a restart.
 */
final class ChildProcess {
  static final Duration GRACE = Duration.ofMillis(500);

  private static final Logger LOG = LoggerFactory.getLogger(ChildProcess.class);
  private static final long EXIT_SECONDS = 5;
  private static final int NO_EXIT_CODE = -1;

  private final Process process;
  private final ChildFiles files;
  private final FrameChannel channel;
  private final StderrLogger errors;
  private @Nullable Assignment assignment;
  private @Nullable ExitReason end;
  private volatile long heardAt;

  private ChildProcess(Process process, ChildFiles files, StderrLogger errors) {
    this.process = process;
    this.files = files;
    this.channel = new FrameChannel(process.getInputStream(), process.getOutputStream());
    this.errors = errors;
  }

  /**
   * Current work.
   *
   * @param owner thread that waits for it
   * @param deadline in terms of {@link System#nanoTime}
   * @param beats whether heartbeats are expected
   */
  private record Assignment(Thread owner, long deadline, boolean beats) {}

  /** An exchange of messages. */
  @FunctionalInterface
  interface Exchange<T> {
    T with(FrameChannel channel) throws IOException;
  }

  /** Starts a process. The kernel ends it when the calling thread ends. */
  static ChildProcess start(ChildCommand command, ChildFolder folder) throws IOException {
    Path own = folder.make();
    Process process;
    ChildFiles files;
    try {
      files = ChildFiles.in(own);
      process = command.start(files);
    } catch (IOException e) {
      folder.delete(own);
      throw e;
    }
    var unused = process.onExit().thenRun(() -> folder.delete(own));
    return new ChildProcess(
        process, files, StderrLogger.of(process.getErrorStream(), process.pid()));
  }

  /** Calls {@code ended} with the reason, once the process has ended. */
  void onEnd(Consumer<ExitReason> ended) {
    var unused = process.onExit().thenRun(() -> ended.accept(reason()));
  }

  long pid() {
    return process.pid();
  }

  /** Returns the child's own folder. */
  ChildFiles files() {
    return files;
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Returns whether the process has ended because the engine cannot start here. */
  boolean isUnavailable() {
    return !isAlive() && process.exitValue() == ChildMain.UNAVAILABLE;
  }

  /** Returns the last line that the process printed. */
  String lastLine() {
    return errors.last();
  }

  /** Runs an exchange. Kills the child if it takes longer than {@code timeout}. */
  <T> T exchange(Duration timeout, Exchange<T> exchange) throws LostChildException {
    return exchange(timeout, true, exchange);
  }

  /** Runs an exchange during the start, when heartbeats are not sent yet. */
  <T> T starting(Duration timeout, Exchange<T> exchange) throws LostChildException {
    return exchange(timeout, false, exchange);
  }

  private <T> T exchange(Duration timeout, boolean beats, Exchange<T> exchange)
      throws LostChildException {
    take(timeout, beats);
    try {
      return exchange.with(channel);
    } catch (IOException e) {
      LOG.debug("Connection to engine process {} broke: {}", pid(), e.toString());
      throw lost();
    } finally {
      release();
    }
  }

  private synchronized void take(Duration timeout, boolean beats) {
    heardAt = System.nanoTime();
    long deadline = heardAt + timeout.toNanos() + GRACE.toNanos();
    assignment = new Assignment(Thread.currentThread(), deadline, beats);
  }

  private synchronized void release() {
    assignment = null;
  }

  /** Waits for the next frame that is not a heartbeat. */
  MessageFrame receive() throws IOException {
    while (true) {
      MessageFrame frame = channel.receive();
      heardAt = System.nanoTime();
      if (frame.kind() != MessageFrame.Kind.BEAT) {
        return frame;
      }
    }
  }

  /** Waits for the next frame that is not a heartbeat, which must be of {@code kind}. */
  MessageFrame receive(MessageFrame.Kind kind) throws IOException {
    MessageFrame frame = receive();
    if (frame.kind() != kind) {
      throw new IOException("Received %s instead of %s".formatted(frame.kind(), kind));
    }
    return frame;
  }

  /**
   * Kills the process if its deadline has passed, its heartbeats are missing, or its owner was
   * interrupted.
   */
  synchronized void check(Duration stallTimeout) {
    long now = System.nanoTime();
    if (assignment == null) {
      return;
    }
    if (now - assignment.deadline() >= 0) {
      kill(ExitReason.DEADLINE);
    } else if (assignment.beats() && now - heardAt > stallTimeout.toNanos()) {
      kill(ExitReason.STALLED);
    } else if (assignment.owner().isInterrupted()) {
      kill(ExitReason.GIVEN_UP);
    }
  }

  /** Kills the process with SIGKILL. Only the first reason counts. */
  synchronized void kill(ExitReason reason) {
    if (end == null) {
      end = reason;
    }
    process.destroyForcibly();
  }

  private LostChildException lost() {
    awaitExit(EXIT_SECONDS);
    kill(ExitReason.BROKE_OFF);
    return reason().lost(process.isAlive() ? NO_EXIT_CODE : process.exitValue());
  }

  private synchronized ExitReason reason() {
    return end == null ? ExitReason.BROKE_OFF : end;
  }

  /** Waits for the end of the process, which is near, even if interrupted. */
  void awaitExit(long seconds) {
    boolean interrupted = Thread.interrupted();
    try {
      var unused = process.waitFor(seconds, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      interrupted = true;
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
