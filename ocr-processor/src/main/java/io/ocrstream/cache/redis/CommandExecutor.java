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
 * Sends commands and sees to it that each ends in time: with an answer, or with the reason why
 * there is none.
 *
 * <p><b>Threading:</b> any; nothing blocks. Replies are completed on the event loop, on the timer's
 * thread or on the caller's. <b>Bounds:</b> {@code maxPending} commands in flight; more are refused
 * at once. <b>Fails:</b> never: no future completes exceptionally.
 */
final class CommandExecutor {
  private static final Logger LOG = LoggerFactory.getLogger(RedisCache.class);

  private final RedisConnector link;
  private final CircuitBreaker breaker;
  private final int maxPending;
  private final ScheduledExecutorService timer;

  /** The code of the last command's refusal; empty if it was carried out. */
  private volatile String lastRefusal = "";

  private final AtomicInteger pending = new AtomicInteger();

  CommandExecutor(
      RedisConnector link, CircuitBreaker breaker, int maxPending, ScheduledExecutorService timer) {
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
   * Sends commands together, under one deadline. Each is admitted, counted and answered by itself.
   *
   * @param deadline how long each may take, {@code read} included
   * @param questions one for each command
   * @param send sends those that were admitted, and tells of each in their order
   * @param read makes something of a question and what Redis answered to it, empty for nil
   * @return one for each question, in their order
   */
  <Q, T, R> List<CompletableFuture<RedisReply<R>>> runAll(
      Duration deadline,
      List<Q> questions,
      BiFunction<RedisSession, List<Q>, List<CompletableFuture<T>>> send,
      BiFunction<Q, Optional<T>, CompletableFuture<R>> read) {
    link.start();
    RedisSession session = link.session().orElse(null);
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

  /** The code with which Redis refused the command that it answered last; empty if it did not. */
  Optional<String> refusal() {
    return Optional.of(lastRefusal).filter(code -> !code.isEmpty());
  }

  private static <R> CompletableFuture<RedisReply<R>> unanswered(OutageReason reason) {
    return CompletableFuture.completedFuture(new RedisReply.Unanswered<>(reason));
  }

  /** Counts one more command in flight; or says why there must not be one. */
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
      // Lettuce's queue is full, or the connection has just ended.
      return Collections.nCopies(admitted.size(), CompletableFuture.failedFuture(e));
    }
  }

  /** Commands that were sent together: one entry of the timer is for all of them. */
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
        // Its end is told through the reply.
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
        // The cache was closed a moment ago: nobody would see to the deadline any more.
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

  /** A command between admission and its end, which happens once, whoever comes first. */
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
        // A command not yet written is dropped; the answer to a written one is thrown away.
        sent.cancel(false);
        link.unanswered(session);
        failed(OutageReason.DEADLINE, new DeadlineMissed());
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
        // Redis is there and quick: the breaker is for when it is not.
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
      link.answered();
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
}
