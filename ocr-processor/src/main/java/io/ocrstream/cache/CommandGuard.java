/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.cache;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.lettuce.core.RedisCommandExecutionException;
import io.ocrstream.cache.Reply.OutageReason;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends commands and sees to it that each ends in time: with an answer, or with the reason why
 * there is none.
 *
 * <p><b>Threading:</b> any; nothing blocks. Replies are completed on the event loop, on the timer's
 * thread or on the caller's. <b>Bounds:</b> {@code maxPending} commands in flight; more are refused
 * at once. <b>Fails:</b> never: no future completes exceptionally.
 */
final class CommandGuard {
  private static final Logger LOG = LoggerFactory.getLogger(RedisCache.class);

  private final RedisLink link;
  private final CircuitBreaker breaker;
  private final int maxPending;
  private final ScheduledExecutorService timer;
  private final AtomicInteger pending = new AtomicInteger();

  CommandGuard(
      RedisLink link, CircuitBreaker breaker, int maxPending, ScheduledExecutorService timer) {
    this.link = link;
    this.breaker = breaker;
    this.maxPending = maxPending;
    this.timer = timer;
  }

  /** Commands in flight. */
  int pending() {
    return pending.get();
  }

  /**
   * Sends one command.
   *
   * @param deadline how long it may take, {@code read} included
   * @param command sends it
   * @param read makes something of what Redis answered, empty for nil
   */
  <T, R> CompletableFuture<Reply<R>> run(
      Duration deadline,
      Function<RedisSession, CompletableFuture<T>> command,
      Function<Optional<T>, CompletableFuture<R>> read) {
    link.start();
    Optional<RedisSession> session = link.session();
    if (session.isEmpty()) {
      return unanswered(OutageReason.DISCONNECTED);
    }
    if (pending.incrementAndGet() > maxPending) {
      pending.decrementAndGet();
      return unanswered(OutageReason.TOO_MANY_PENDING);
    }
    if (!Breaker.permits(breaker)) {
      pending.decrementAndGet();
      return unanswered(OutageReason.BREAKER_OPEN);
    }
    return new InFlight<R>(session.get()).send(deadline, command, read);
  }

  private static <R> CompletableFuture<Reply<R>> unanswered(OutageReason reason) {
    return CompletableFuture.completedFuture(new Reply.Unanswered<>(reason));
  }

  /** A command between admission and its end, which happens once, whoever comes first. */
  private final class InFlight<R> {
    private final RedisSession session;
    private final CompletableFuture<Reply<R>> reply = new CompletableFuture<>();
    private final AtomicBoolean over = new AtomicBoolean();
    private final long started = breaker.getCurrentTimestamp();

    InFlight(RedisSession session) {
      this.session = session;
    }

    <T> CompletableFuture<Reply<R>> send(
        Duration deadline,
        Function<RedisSession, CompletableFuture<T>> command,
        Function<Optional<T>, CompletableFuture<R>> read) {
      CompletableFuture<T> sent;
      try {
        sent = command.apply(session);
      } catch (RuntimeException e) {
        // Lettuce's queue is full, or the connection has just ended.
        sent = CompletableFuture.failedFuture(e);
      }
      ScheduledFuture<?> alarm = alarm(sent, deadline);
      // Its end is told through the reply.
      var unused =
          sent.thenCompose(value -> read.apply(Optional.ofNullable(value)))
              .whenComplete(
                  (value, failure) -> {
                    answered(value, failure);
                    if (alarm != null) {
                      alarm.cancel(false);
                    }
                  });
      return reply;
    }

    private @Nullable ScheduledFuture<?> alarm(CompletableFuture<?> sent, Duration deadline) {
      try {
        return timer.schedule(() -> expire(sent), deadline.toNanos(), TimeUnit.NANOSECONDS);
      } catch (RejectedExecutionException e) {
        // The cache was closed a moment ago: nobody would see to the deadline any more.
        expire(sent);
        return null;
      }
    }

    private void expire(CompletableFuture<?> sent) {
      if (over.compareAndSet(false, true)) {
        // A command not yet written is dropped; the answer to a written one is thrown away.
        sent.cancel(false);
        link.unanswered(session);
        failed(OutageReason.DEADLINE, new DeadlineMissed());
      }
    }

    private void answered(@Nullable R value, @Nullable Throwable failure) {
      if (!over.compareAndSet(false, true)) {
        return;
      }
      Throwable cause =
          failure instanceof CompletionException wrapped && wrapped.getCause() != null
              ? wrapped.getCause()
              : failure;
      if (cause instanceof RedisCommandExecutionException refusal) {
        // Redis is there and quick: the breaker is for when it is not.
        succeeded(new Reply.Refused<>(Failures.code(refusal)));
      } else if (cause != null) {
        LOG.debug("A command to Redis failed: {}", Failures.reason(cause));
        failed(OutageReason.CONNECTION_LOST, cause);
      } else {
        succeeded(new Reply.Value<>(Objects.requireNonNull(value)));
      }
    }

    private void succeeded(Reply<R> outcome) {
      link.answered();
      pending.decrementAndGet();
      Breaker.tell(() -> breaker.onSuccess(elapsed(), breaker.getTimestampUnit()));
      reply.complete(outcome);
    }

    private void failed(OutageReason reason, Throwable cause) {
      pending.decrementAndGet();
      Breaker.tell(() -> breaker.onError(elapsed(), breaker.getTimestampUnit(), cause));
      reply.complete(new Reply.Unanswered<>(reason));
    }

    private long elapsed() {
      return breaker.getCurrentTimestamp() - started;
    }
  }

  /** Tells the breaker what happened; never thrown, so it needs no stack trace. */
  private static final class DeadlineMissed extends Exception {
    DeadlineMissed() {
      super("no answer within the deadline", null, false, false);
    }
  }
}
