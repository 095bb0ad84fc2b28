/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.content;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.ocrstream.concurrent.DaemonThreads;
import io.ocrstream.config.ContentConfig;
import io.ocrstream.config.DurationText;
import io.ocrstream.contracts.FailureCode;
import io.ocrstream.contracts.Outcome;
import io.ocrstream.contracts.Problem;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Runs calls to stores with a deadline.
 *
 * <p>Blocking reads of sockets and network file systems ignore interrupts and deadlines, and a
 * server that sends a byte a second never exceeds a read timeout. Therefore each call runs on its
 * own thread. The caller waits for it with the timeouts of a {@link StoreCall}, and returns on a
 * timeout or an interrupt. A call that ends later discards its value.
 *
 * <p><b>Threading:</b> any. <b>Bounds:</b> one thread for each caller, and those of calls being
 * aborted. <b>Fails:</b> timeouts and interrupts are problems with the code of the terms; an
 * interrupt stays set.
 */
public final class DeadlineExecutor implements AutoCloseable {
  private final Terms terms;
  private final ExecutorService threads;

  /**
   * The timeouts of calls, and the problems that report them.
   *
   * @param first the time until the first progress, including connecting
   * @param idle the time from one progress to the next
   * @param total the time for the whole call
   * @param code the code of the problems
   * @param overdue the start of the message after the total time
   * @param interrupted the message of an interrupt
   */
  public record Terms(
      Duration first,
      Duration idle,
      Duration total,
      FailureCode code,
      String overdue,
      String interrupted) {
    /** Returns the terms for reading documents. */
    public static Terms reading(ContentConfig limits) {
      return new Terms(
          limits.connectTimeout().plus(limits.readTimeout()),
          limits.readTimeout(),
          limits.fetchTimeout(),
          FailureCode.FETCH_FAILED,
          "The object could not be read",
          "Reading was interrupted");
    }

    /** Returns the terms for storing outputs. An upload reports no progress before its end. */
    public static Terms storing(Duration timeout) {
      return new Terms(
          timeout,
          timeout,
          timeout,
          FailureCode.OUTPUT_FAILED,
          "The output could not be stored",
          "Storing was interrupted");
    }
  }

  public DeadlineExecutor(Terms terms) {
    this.terms = terms;
    this.threads = Executors.newCachedThreadPool(DaemonThreads.named("content"));
  }

  /**
   * Runs {@code call} and waits for its outcome.
   *
   * @param discard releases a value that came too late
   */
  public <T> Outcome<T> run(Function<StoreCall, Outcome<T>> call, Consumer<T> discard) {
    StoreCall exchange =
        new StoreCall(System::nanoTime, terms.first(), terms.idle(), terms.total());
    CompletableFuture<Outcome<T>> outcome = new CompletableFuture<>();
    Future<?> running = threads.submit(() -> perform(call, exchange, outcome, discard));
    try {
      return await(outcome, exchange, running);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return cut(outcome, exchange, running, problem(terms.interrupted()));
    }
  }

  private static <T> void perform(
      Function<StoreCall, Outcome<T>> call,
      StoreCall exchange,
      CompletableFuture<Outcome<T>> outcome,
      Consumer<T> discard) {
    try {
      Outcome<T> made = call.apply(exchange);
      if (!outcome.complete(made)) {
        made.value().ifPresent(discard);
      }
    } catch (RuntimeException | Error e) {
      outcome.completeExceptionally(e);
    }
  }

  private <T> Outcome<T> await(
      CompletableFuture<Outcome<T>> outcome, StoreCall exchange, Future<?> running)
      throws InterruptedException {
    for (long left = exchange.nanosLeft(); left > 0; left = exchange.nanosLeft()) {
      try {
        // The first progress ends the longer time for connecting, so check again after the idle
        // time.
        return outcome.get(Math.min(left, terms.idle().toNanos()), NANOSECONDS);
      } catch (TimeoutException e) {
        // Check again, because the call may have progressed meanwhile.
      } catch (ExecutionException e) {
        throw bug(e);
      }
    }
    return cut(outcome, exchange, running, overdue(exchange));
  }

  private static <T> Outcome<T> cut(
      CompletableFuture<Outcome<T>> outcome,
      StoreCall exchange,
      Future<?> running,
      Problem problem) {
    Outcome<T> refusal = Outcome.failed(problem);
    if (outcome.complete(refusal)) {
      exchange.abort();
      running.cancel(true);
      return refusal;
    }
    return outcome.join();
  }

  private Problem overdue(StoreCall exchange) {
    return exchange.isTotalOver()
        ? problem(terms.overdue() + " within " + DurationText.of(terms.total()))
        : problem("The object store sent nothing for " + DurationText.of(terms.idle()));
  }

  private Problem problem(String message) {
    return Problem.of(terms.code(), message);
  }

  /*
   * An exception from a store is a defect. It is thrown to the caller as if there were no extra
   * thread.
   */
  private static RuntimeException bug(ExecutionException e) {
    if (e.getCause() instanceof Error error) {
      throw error;
    }
    return e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e);
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
