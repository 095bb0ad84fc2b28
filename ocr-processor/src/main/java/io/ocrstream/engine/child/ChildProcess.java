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
 * A child's process, and the watch over what it has in hand.
 *
 * <p><b>Threading:</b> one thread at a time has it work; any thread may look after it or kill it.
 * <b>Bounds:</b> it is killed {@link #GRACE} after its budget ends: it should have answered itself,
 * and is spared the restart if it does.
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
  private @Nullable Hand hand;
  private @Nullable ExitReason end;
  private volatile long heardAt;

  private ChildProcess(Process process, ChildFiles files, StderrLogger errors) {
    this.process = process;
    this.files = files;
    this.channel = new FrameChannel(process.getInputStream(), process.getOutputStream());
    this.errors = errors;
  }

  /** Work in hand: whose, until when, and whether signs of life are due meanwhile. */
  private record Hand(Thread owner, long deadline, boolean beats) {}

  /** Something to say and to hear. */
  @FunctionalInterface
  interface Exchange<T> {
    T with(FrameChannel channel) throws IOException;
  }

  /** Starts one; it belongs to the thread that calls, and the kernel ends it with that thread. */
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

  /** Has {@code ended} told why it ended, once it has. */
  void onEnd(Consumer<ExitReason> ended) {
    var unused = process.onExit().thenRun(() -> ended.accept(reason()));
  }

  long pid() {
    return process.pid();
  }

  /** Its own folder. */
  ChildFiles files() {
    return files;
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** The last line that it printed. */
  String lastLine() {
    return errors.last();
  }

  /** Does an exchange that may take {@code budget}; past it, the child is killed. */
  <T> T inHand(Duration budget, Exchange<T> exchange) throws LostChildException {
    return exchange(budget, true, exchange);
  }

  /** The same while it starts, and cannot show signs of life yet. */
  <T> T starting(Duration budget, Exchange<T> exchange) throws LostChildException {
    return exchange(budget, false, exchange);
  }

  private <T> T exchange(Duration budget, boolean beats, Exchange<T> exchange)
      throws LostChildException {
    take(budget, beats);
    try {
      return exchange.with(channel);
    } catch (IOException e) {
      LOG.debug("engine process {} broke off: {}", pid(), e.toString());
      throw lost();
    } finally {
      letGo();
    }
  }

  private synchronized void take(Duration budget, boolean beats) {
    heardAt = System.nanoTime();
    long deadline = heardAt + budget.toNanos() + GRACE.toNanos();
    hand = new Hand(Thread.currentThread(), deadline, beats);
  }

  private synchronized void letGo() {
    hand = null;
  }

  /** Waits for the next frame that is not a mere sign of life. */
  MessageFrame receive() throws IOException {
    while (true) {
      MessageFrame frame = channel.receive();
      heardAt = System.nanoTime();
      if (frame.kind() != MessageFrame.Kind.BEAT) {
        return frame;
      }
    }
  }

  /** The same where only one kind is right. */
  MessageFrame receive(MessageFrame.Kind kind) throws IOException {
    MessageFrame frame = receive();
    if (frame.kind() != kind) {
      throw new IOException("%s instead of %s".formatted(frame.kind(), kind));
    }
    return frame;
  }

  /** Kills it if it has had its time. */
  synchronized void lookAfter(Duration stallTimeout) {
    long now = System.nanoTime();
    if (hand == null) {
      return;
    }
    if (now - hand.deadline() >= 0) {
      kill(ExitReason.DEADLINE);
    } else if (hand.beats() && now - heardAt > stallTimeout.toNanos()) {
      kill(ExitReason.STALLED);
    } else if (hand.owner().isInterrupted()) {
      kill(ExitReason.GIVEN_UP);
    }
  }

  /** SIGKILL; the first reason given is the one that counts. */
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

  /** Waits for its end, interrupted or not: it is near. */
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
