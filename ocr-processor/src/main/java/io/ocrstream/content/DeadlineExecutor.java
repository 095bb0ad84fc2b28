/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.content;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.ocrstream.config.Settings;
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
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Runs calls on stores so that none outlasts its time.
 *
 * <p>Blocking reads of sockets and of network file systems hear neither interrupts nor deadlines of
 * ours, and a server that trickles a byte a second satisfies every read timeout. So the call runs
 * on a thread of its own; the caller waits for it, with the clocks of an {@link StoreCall}, and
 * leaves when they, or an interrupt, say so. A call that ends after that finds its outcome taken
 * and undoes it.
 *
 * <p><b>Threading:</b> any. <b>Bounds:</b> one thread a caller, and those that are being cut.
 * <b>Fails:</b> time and interrupts are problems of the terms' code; an interrupt stays set.
 */
public final class DeadlineExecutor implements AutoCloseable {
  private final Terms terms;
  private final ExecutorService threads;

  /**
   * How long calls may take, and what is said of those that take longer.
   *
   * @param first until the first sign of life, connecting included
   * @param idle from one sign of life to the next
   * @param total for all of it
   * @param code of the problems
   * @param overdue what was not done in time
   * @param interrupted what was given up
   */
  public record Terms(
      Duration first,
      Duration idle,
      Duration total,
      FailureCode code,
      String overdue,
      String interrupted) {
    /** Of reading documents. */
    public static Terms reading(Settings.Content limits) {
      return new Terms(
          limits.connectTimeout().plus(limits.readTimeout()),
          limits.readTimeout(),
          limits.fetchTimeout(),
          FailureCode.FETCH_FAILED,
          "The object could not be read",
          "Reading was interrupted.");
    }

    /** Of storing outputs: what is sent gives no sign of life before its end. */
    public static Terms storing(Duration timeout) {
      return new Terms(
          timeout,
          timeout,
          timeout,
          FailureCode.OUTPUT_FAILED,
          "The output could not be stored",
          "Storing was interrupted.");
    }
  }

  public DeadlineExecutor(Terms terms) {
    this.terms = terms;
    AtomicInteger number = new AtomicInteger();
    this.threads =
        Executors.newCachedThreadPool(
            task -> {
              Thread thread = new Thread(task, "content-" + number.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
  }

  /**
   * Runs {@code call}.
   *
   * @param discard undoes a value that came too late
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
        // The first sign of life ends the time for connecting, so look again before that does.
        return outcome.get(Math.min(left, terms.idle().toNanos()), NANOSECONDS);
      } catch (TimeoutException e) {
        // Round again: the exchange may have advanced meanwhile.
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
        ? problem(terms.overdue() + " within " + terms.total() + ".")
        : problem("The object store was silent for " + terms.idle() + ".");
  }

  private Problem problem(String message) {
    return Problem.of(terms.code(), message);
  }

  /* What a store throws is a defect; it is the caller's as it would be without the thread. */
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
