/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.cache.redis;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.lettuce.core.RedisCommandExecutionException;
import io.ocrstream.cache.redis.RedisReply.OutageReason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
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
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends commands to Redis and completes each of them by its deadline, with a reply or with the
 * reason why there is none.
 *
 * <p><b>Threading:</b> any; no method blocks. Replies complete on the event loop, on the timer's
 * thread or on the caller's. <b>Bounds:</b> at most {@code maxPending} commands in flight; further
 * commands are refused at once. <b>Fails:</b> never: no future completes exceptionally.
 */
final class CommandExecutor {
  private static final Logger LOG = LoggerFactory.getLogger(RedisCache.class);

  private final RedisConnector connector;
  private final CircuitBreaker breaker;
  private final int maxPending;
  private final ScheduledExecutorService timer;

  /** The error code of the last answered command; empty if Redis carried it out. */
  private volatile String lastRefusal = "";

  private final AtomicInteger pending = new AtomicInteger();

  CommandExecutor(
      RedisConnector connector,
      CircuitBreaker breaker,
      int maxPending,
      ScheduledExecutorService timer) {
    this.connector = connector;
    this.breaker = breaker;
    this.maxPending = maxPending;
    this.timer = timer;
  }

  /** Returns the number of commands in flight. */
  int pending() {
    return pending.get();
  }

  /**
   * Sends one command.
   *
   * @param deadline time limit, {@code read} included
   * @param command sends the command
   * @param read converts the value that Redis returned; the value is empty for nil
   */
  <T, R> CompletableFuture<RedisReply<R>> run(
      Duration deadline,
      Function<RedisSession, CompletableFuture<T>> command,
      Function<Optional<T>, CompletableFuture<R>> read) {
    return this.<Function<RedisSession, CompletableFuture<T>>, T, R>runAll(
            deadline,
            List.of(command),
            (session, only) -> List.of(only.get(0).apply(session)),
            (only, value) -> read.apply(value))
        .get(0);
  }

  /**
   * Sends commands together, under one deadline. Each command is admitted, counted and answered on
   * its own.
   *
   * @param deadline time limit for each command, {@code read} included
   * @param questions one for each command
   * @param send sends the admitted questions and returns one future for each, in their order
   * @param read converts the value that Redis returned for a question; the value is empty for nil
   * @return one reply for each question, in their order
   */
  <Q, T, R> List<CompletableFuture<RedisReply<R>>> runAll(
      Duration deadline,
      List<Q> questions,
      BiFunction<RedisSession, List<Q>, List<CompletableFuture<T>>> send,
      BiFunction<Q, Optional<T>, CompletableFuture<R>> read) {
    connector.start();
    RedisSession session = connector.session().orElse(null);
    if (session == null) {
      return questions.stream()
          .map(q -> CommandExecutor.<R>unanswered(OutageReason.DISCONNECTED))
          .toList();
    }
    List<CompletableFuture<RedisReply<R>>> replies = new ArrayList<>(questions.size());
    List<Q> admitted = new ArrayList<>(questions.size());
    List<InFlight<R>> inFlight = new ArrayList<>(questions.size());
    for (Q question : questions) {
      OutageReason refusal = admit();
      if (refusal != null) {
        replies.add(unanswered(refusal));
      } else {
        InFlight<R> command = new InFlight<>(session);
        admitted.add(question);
        inFlight.add(command);
        replies.add(command.reply);
      }
    }
    if (!admitted.isEmpty()) {
      List<CompletableFuture<T>> sent = sent(session, admitted, send);
      new Batch<>(inFlight, sent).await(deadline, i -> read(admitted.get(i), sent.get(i), read));
    }
    return replies;
  }

  private static <Q, T, R> CompletableFuture<R> read(
      Q question,
      CompletableFuture<T> sent,
      BiFunction<Q, Optional<T>, CompletableFuture<R>> read) {
    return sent.thenCompose(value -> read.apply(question, Optional.ofNullable(value)));
  }

  /** Returns the error code of the last answered command; empty if Redis carried it out. */
  Optional<String> refusal() {
    return Optional.of(lastRefusal).filter(code -> !code.isEmpty());
  }

  private static <R> CompletableFuture<RedisReply<R>> unanswered(OutageReason reason) {
    return CompletableFuture.completedFuture(new RedisReply.Unanswered<>(reason));
  }

  /**
   * Counts one more command in flight. Returns null, or the reason why the command is not admitted.
   */
  private @Nullable OutageReason admit() {
    if (pending.incrementAndGet() > maxPending) {
      pending.decrementAndGet();
      return OutageReason.TOO_MANY_PENDING;
    }
    if (!RedisBreaker.permits(breaker)) {
      pending.decrementAndGet();
      return OutageReason.BREAKER_OPEN;
    }
    return null;
  }

  private static <Q, T> List<CompletableFuture<T>> sent(
      RedisSession session,
      List<Q> admitted,
      BiFunction<RedisSession, List<Q>, List<CompletableFuture<T>>> send) {
    try {
      return send.apply(session, admitted);
    } catch (RuntimeException e) {
      // The queue of Lettuce is full, or the connection has just ended.
      return Collections.nCopies(admitted.size(), CompletableFuture.failedFuture(e));
    }
  }

  /** Commands that were sent together, under one timer task. */
  private final class Batch<T, R> {
    private final List<InFlight<R>> commands;
    private final List<CompletableFuture<T>> sent;
    private final AtomicInteger left;

    Batch(List<InFlight<R>> commands, List<CompletableFuture<T>> sent) {
      this.commands = commands;
      this.sent = sent;
      this.left = new AtomicInteger(commands.size());
    }

    void await(Duration deadline, IntFunction<CompletableFuture<R>> read) {
      ScheduledFuture<?> alarm = alarm(deadline);
      for (int i = 0; i < commands.size(); i++) {
        InFlight<R> command = commands.get(i);
        // The reply reports the outcome.
        var unused =
            read.apply(i)
                .whenComplete(
                    (value, failure) -> {
                      command.answered(value, failure);
                      if (left.decrementAndGet() == 0 && alarm != null) {
                        alarm.cancel(false);
                      }
                    });
      }
    }

    private @Nullable ScheduledFuture<?> alarm(Duration deadline) {
      try {
        return timer.schedule(this::expire, deadline.toNanos(), TimeUnit.NANOSECONDS);
      } catch (RejectedExecutionException e) {
        // The cache was closed a moment ago, so the timer no longer enforces the deadline.
        expire();
        return null;
      }
    }

    private void expire() {
      for (int i = 0; i < commands.size(); i++) {
        commands.get(i).expire(sent.get(i));
      }
    }
  }

  /** A command until its reply or its deadline completes it, whichever comes first. */
  private final class InFlight<R> {
    private final RedisSession session;
    private final CompletableFuture<RedisReply<R>> reply = new CompletableFuture<>();
    private final AtomicBoolean over = new AtomicBoolean();
    private final long started = breaker.getCurrentTimestamp();

    InFlight(RedisSession session) {
      this.session = session;
    }

    void expire(CompletableFuture<?> sent) {
      if (over.compareAndSet(false, true)) {
        // A command that is not yet written is dropped. The answer to a written command is
        // discarded.
        sent.cancel(false);
        connector.unanswered(session);
        failed(OutageReason.DEADLINE, new DeadlineMissedException());
      }
    }

    void answered(@Nullable R value, @Nullable Throwable failure) {
      if (!over.compareAndSet(false, true)) {
        return;
      }
      Throwable cause =
          failure instanceof CompletionException wrapped && wrapped.getCause() != null
              ? wrapped.getCause()
              : failure;
      if (cause instanceof RedisCommandExecutionException refusal) {
        // Redis answered in time, so the breaker counts a success.
        String code = RedisErrors.code(refusal);
        lastRefusal = code;
        succeeded(new RedisReply.Refused<>(code));
      } else if (cause != null) {
        LOG.debug("A command to Redis failed: {}", RedisErrors.reason(cause));
        failed(OutageReason.CONNECTION_LOST, cause);
      } else {
        lastRefusal = "";
        succeeded(new RedisReply.Value<>(Objects.requireNonNull(value)));
      }
    }

    private void succeeded(RedisReply<R> outcome) {
      connector.answered();
      pending.decrementAndGet();
      RedisBreaker.tell(() -> breaker.onSuccess(elapsed(), breaker.getTimestampUnit()));
      reply.complete(outcome);
    }

    private void failed(OutageReason reason, Throwable cause) {
      pending.decrementAndGet();
      RedisBreaker.tell(() -> breaker.onError(elapsed(), breaker.getTimestampUnit(), cause));
      reply.complete(new RedisReply.Unanswered<>(reason));
    }

    private long elapsed() {
      return breaker.getCurrentTimestamp() - started;
    }
  }

  /** Reports a missed deadline to the breaker. It is never thrown, so it has no stack trace. */
  private static final class DeadlineMissedException extends Exception {
    private static final long serialVersionUID = 1;

    DeadlineMissedException() {
      super("no answer within the deadline", null, false, false);
    }
  }
}
