/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.resilience;

import io.micrometer.core.instrument.MeterRegistry;
import io.ocrstream.metrics.Meters;
import io.ocrstream.metrics.Metrics;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/**
 * Keeps tasks from failing one after the other while what they need fails for everyone: they are
 * held, each in its slot, which keeps its lock and takes no other; a few try every so often; and
 * all go on when that succeeds. So the work waits in its topic, where it is safe, instead of as
 * failures that somebody must send again.
 *
 * <p><b>Threading:</b> any; blocks. <b>Bounds:</b> a task is held for {@code patience} in all.
 */
public final class OutageGate {
  /** How often one that is held looks whether it may go on. */
  public static final Duration LOOK = Duration.ofMillis(200);

  private final Breakers breakers;
  private final Duration patience;
  private final LongSupplier nanoTime;
  private final Sleeper sleeper;
  private final AtomicInteger held = new AtomicInteger();

  /** How waiting is done; tests wait without time passing. */
  @FunctionalInterface
  public interface Sleeper {
    void sleep(Duration duration) throws InterruptedException;
  }

  /** Outages as {@code breakers} see them, in real time, with a gauge in {@code registry}. */
  public OutageGate(Breakers breakers, Duration patience, MeterRegistry registry) {
    this(breakers, patience, System::nanoTime, d -> Thread.sleep(d.toMillis()));
    new Meters(registry)
        .gauge(
            Metrics.TASKS_HELD,
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

  /** Tasks that are held at the moment. */
  public int held() {
    return held.get();
  }

  /** How many of what tasks need are out. */
  public int open() {
    return breakers.open();
  }

  /** One task, which needs what is named; its patience begins now. */
  public Wait of(String name) {
    return new Wait(breakers.of(name));
  }

  /** Threading: one thread. */
  public final class Wait {
    private final Breaker breaker;
    private final long end = nanoTime.getAsLong() + patience.toNanos();
    private boolean hasFailed;

    private Wait(Breaker breaker) {
      this.breaker = breaker;
    }

    /** Holds the task until it may try; false when its patience is over. */
    public boolean permits() throws InterruptedException {
      if (isPermitted()) {
        return true;
      }
      held.incrementAndGet();
      boolean untried = !hasFailed;
      if (untried) {
        breaker.awaited();
      }
      try {
        while (!isOver()) {
          sleeper.sleep(LOOK);
          if (isPermitted()) {
            return true;
          }
        }
        return false;
      } finally {
        if (untried) {
          breaker.awaitedNoMore();
        }
        held.decrementAndGet();
      }
    }

    private boolean isPermitted() {
      return hasFailed ? breaker.permitsAgain() : breaker.permits();
    }

    /** Whether one that failed is to be held and tried again: it was no failure of its own. */
    public boolean goesOn() {
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
