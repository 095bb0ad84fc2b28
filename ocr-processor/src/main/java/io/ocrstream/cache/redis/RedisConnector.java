/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.cache.redis;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Keeps one connection to Redis open.
 *
 * <pre>
 *   IDLE ──first use──► DIALLING ──opened──► UP ──ended, or silent──► DIALLING …
 *                        │    ▲
 *                        └────┘ failed: after a backoff
 *   any ──close──► CLOSED
 * </pre>
 *
 * <p><b>Threading:</b> any; dialling starts on the timer's thread. The lock of this object guards
 * the state. {@code session} is volatile, so commands read it without the lock. <b>Bounds:</b> one
 * connection; backoff from {@link #FIRST_BACKOFF} to {@link #LAST_BACKOFF}. <b>Fails:</b> never;
 * without a connection there is no session.
 */
final class RedisConnector implements AutoCloseable {
  /**
   * Longest wait before the first new attempt, jitter included. It doubles for each further
   * attempt.
   */
  static final Duration FIRST_BACKOFF = Duration.ofMillis(50);

  /** Longest wait between attempts, jitter included. */
  static final Duration LAST_BACKOFF = Duration.ofSeconds(1);

  /**
   * How long a connection may leave all commands unanswered, counted from the first missed
   * deadline, before it is replaced. Without this limit, a peer that vanished without closing would
   * keep the connection until TCP gives up, after a quarter of an hour.
   */
  static final Duration SILENCE = Duration.ofSeconds(3);

  private enum State {
    IDLE,
    DIALLING,
    UP,
    CLOSED
  }

  private final RedisDialer dialer;
  private final Availability availability;
  private final Runnable onUp;
  private final ScheduledExecutorService timer;
  private final Clock clock;
  private final RandomGenerator random;

  private volatile @Nullable RedisSession session;
  private volatile boolean silent;
  private State state = State.IDLE;
  private int failures;
  private long silentSinceMillis;

  /**
   * Creates a connector that does not dial yet.
   *
   * @param onUp called after each connection that was opened
   * @param random draws the jitter of the backoff; called from any thread
   */
  RedisConnector(
      RedisDialer dialer,
      Availability availability,
      Runnable onUp,
      ScheduledExecutorService timer,
      Clock clock,
      RandomGenerator random) {
    this.dialer = dialer;
    this.availability = availability;
    this.onUp = onUp;
    this.timer = timer;
    this.clock = clock;
    this.random = random;
  }

  /** Starts connecting in the background, unless it has started already. */
  synchronized void start() {
    if (state == State.IDLE) {
      state = State.DIALLING;
      timer.execute(this::dial);
    }
  }

  /** Returns the open connection; empty if there is none. */
  Optional<RedisSession> session() {
    return Optional.ofNullable(session);
  }

  /** Records that Redis answered a command on this connection. */
  void answered() {
    // Read before write: a write to a shared volatile for each answer costs more than a read.
    if (silent) {
      silent = false;
    }
  }

  /**
   * Records that a command on {@code unanswering} missed its deadline. Replaces the connection
   * after {@link #SILENCE}.
   */
  synchronized void unanswered(RedisSession unanswering) {
    if (session != unanswering) {
      return;
    }
    if (!silent) {
      silent = true;
      silentSinceMillis = clock.millis();
    } else if (clock.millis() - silentSinceMillis >= SILENCE.toMillis()) {
      ended(unanswering, "no answer");
    }
  }

  @Override
  public void close() {
    synchronized (this) {
      state = State.CLOSED;
      session = null;
    }
    // Closing the dialer closes its connections too.
    dialer.close();
  }

  private void dial() {
    CompletableFuture<RedisSession> dialled;
    try {
      dialled = dialer.dial();
    } catch (RuntimeException e) {
      dialled = CompletableFuture.failedFuture(e);
    }
    var unused =
        dialled.whenComplete(
            (opened, failure) -> {
              if (failure == null) {
                opened(opened);
              } else {
                failed(failure);
              }
            });
  }

  private void opened(RedisSession opened) {
    synchronized (this) {
      if (state != State.DIALLING) {
        opened.end();
        return;
      }
      state = State.UP;
      failures = 0;
      silent = false;
      session = opened;
    }
    availability.up();
    onUp.run();
    opened.onEnd(() -> ended(opened, "connection closed"));
  }

  private synchronized void failed(Throwable failure) {
    if (state == State.DIALLING) {
      // Lettuce loses the error reply if the channel closes first. The next attempt may then report
      // it.
      RedisErrors.refusal(failure)
          .ifPresentOrElse(
              availability::refused, () -> availability.down(RedisErrors.reason(failure)));
      dialLater();
    }
  }

  private synchronized void ended(RedisSession ended, String reason) {
    if (state == State.UP && session == ended) {
      state = State.DIALLING;
      session = null;
      ended.end();
      availability.down(reason);
      dialLater();
    }
  }

  private void dialLater() {
    long longest =
        Math.min(LAST_BACKOFF.toMillis(), FIRST_BACKOFF.toMillis() << Math.min(failures, 16));
    failures++;
    // Half of the wait is fixed and half is random, so that many processes do not reconnect at
    // once.
    long millis = longest / 2 + random.nextLong(longest / 2 + 1);
    var unused = timer.schedule(this::dial, millis, TimeUnit.MILLISECONDS);
  }
}
