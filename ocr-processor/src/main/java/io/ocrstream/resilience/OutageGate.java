/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.resilience;

import io.micrometer.core.instrument.MeterRegistry;
import io.ocrstream.concurrent.Sleeper;
import io.ocrstream.metrics.Meters;
import io.ocrstream.metrics.ReadingMetrics;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/**
 * Holds tasks while a dependency fails for everyone, so that they do not fail one after the other.
 * A held task stays in its slot, which keeps its lock and takes no other task. A few tasks try at
 * intervals, and all continue when these succeed. The work waits safely in its topic, and nobody
 * has to send failed events again.
 *
 * <p><b>Threading:</b> any; {@link Wait#awaitPermit} blocks. <b>Bounds:</b> a task is held for
 * {@code patience} in total.
 */
public final class OutageGate {
  /** Interval at which a held task checks whether it may continue. */
  public static final Duration CHECK_INTERVAL = Duration.ofMillis(200);

  private final Breakers breakers;
  private final Duration patience;
  private final LongSupplier nanoTime;
  private final Sleeper sleeper;
  private final AtomicInteger held = new AtomicInteger();

  /** Creates a gate over {@code breakers} in real time, with a gauge in {@code registry}. */
  public OutageGate(Breakers breakers, Duration patience, MeterRegistry registry) {
    this(breakers, patience, System::nanoTime, Sleeper.REAL);
    new Meters(registry)
        .gauge(
            ReadingMetrics.TASKS_HELD,
            this,
            outages -> outages.held(),
            breakers.kind().name().toLowerCase(Locale.ROOT));
  }

  public OutageGate(Breakers breakers, Duration patience, LongSupplier nanoTime, Sleeper sleeper) {
    this.breakers = breakers;
    this.patience = patience;
    this.nanoTime = nanoTime;
    this.sleeper = sleeper;
  }

  /** Returns the number of tasks that are held at the moment. */
  public int held() {
    return held.get();
  }

  /** Returns the number of dependencies whose breaker holds calls back. */
  public int open() {
    return breakers.open();
  }

  /** Starts the patience of one task that needs the dependency {@code name}. */
  public Wait of(String name) {
    return new Wait(breakers.of(name));
  }

  /**
   * The patience of one task.
   *
   * <p><b>Threading:</b> one thread.
   */
  public final class Wait {
    private final Breaker breaker;
    private final long end = nanoTime.getAsLong() + patience.toNanos();
    private boolean hasFailed;

    private Wait(Breaker breaker) {
      this.breaker = breaker;
    }

    /** Blocks until the task may try. Returns false if its patience ends first. */
    public boolean awaitPermit() throws InterruptedException {
      if (tryAcquirePermit()) {
        return true;
      }
      held.incrementAndGet();
      boolean untried = !hasFailed;
      if (untried) {
        breaker.addWaiter();
      }
      try {
        while (!isOver()) {
          sleeper.sleep(CHECK_INTERVAL);
          if (tryAcquirePermit()) {
            return true;
          }
        }
        return false;
      } finally {
        if (untried) {
          breaker.removeWaiter();
        }
        held.decrementAndGet();
      }
    }

    private boolean tryAcquirePermit() {
      return hasFailed ? breaker.tryAcquirePermitAgain() : breaker.tryAcquirePermit();
    }

    /**
     * Records that a try of the task failed. Returns whether to hold the task and try again: the
     * dependency fails for everyone, and the patience is not over.
     */
    public boolean shouldRetry() {
      hasFailed = true;
      return breaker.isOpen() && !isOver();
    }

    public Breaker breaker() {
      return breaker;
    }

    private boolean isOver() {
      return nanoTime.getAsLong() - end >= 0;
    }
  }
}
