/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.child;

import io.ocrstream.config.Settings;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Children, lent to one document at a time, and replaced as soon as one is lost.
 *
 * <p><b>Threading:</b> any. One thread of its own starts the children, for as long as it lives so
 * may they, and looks after them. <b>Bounds:</b> {@code slots} are lent at once; that many and the
 * spares are kept. <b>Fails:</b> where none can be started, borrowers get none, and it is tried
 * again every {@link #BACKOFF}.
 */
public final class ChildPool implements AutoCloseable {
  static final Duration BACKOFF = Duration.ofSeconds(1);

  /**
   * How many rounds of starts may fail before the pool's owner is told that none becomes ready.
   * Children that fail within one backoff are one round: they met the same thing.
   */
  static final int START_ROUNDS = 3;

  /** How often it is said that none has become ready yet. */
  private static final Duration NOTICE = Duration.ofSeconds(15);

  /** How often children are looked after: how late a kill may come. */
  private static final long TICK_MILLIS = 50;

  private static final long EXIT_SECONDS = 5;
  private static final Logger LOG = LoggerFactory.getLogger(ChildPool.class);

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Settings.EngineChild settings;
  private final ChildFactory nursery;
  private final int slots;
  private final ChildMeters meters;
  private final Thread keeper = new Thread(this::keep, "ocr-children");
  private final Set<Child> all = new HashSet<>();
  private final Deque<Child> idle = new ArrayDeque<>();
  private final SparePolicy spares;
  private int starting;
  private int lent;
  private int waiting;
  private boolean closed;
  private long notBefore = System.nanoTime();
  private int failedRounds;

  /** Until one is, they start one at a time: on a busy machine, several would all be too slow. */
  private boolean anyReady;

  private @Nullable String failure;

  private ChildPool(
      Settings.EngineChild settings, ChildFactory nursery, int slots, ChildMeters meters) {
    this.settings = settings;
    this.spares = new SparePolicy(settings.spares(), System.nanoTime());
    this.nursery = nursery;
    this.slots = slots;
    this.meters = meters;
  }

  /** Begins to start children; returns at once. */
  static ChildPool start(
      Settings.EngineChild settings, ChildFactory nursery, int slots, ChildMeters meters) {
    ChildPool pool = new ChildPool(settings, nursery, slots, meters);
    meters.pool(pool);
    pool.keeper.setDaemon(true);
    pool.keeper.start();
    return pool;
  }

  /**
   * Waits until one is ready; what keeps them from it if {@link #START_ROUNDS} rounds came to
   * nothing: one that was killed, or was slow on a busy machine, says nothing about the next.
   */
  Optional<String> awaitFirst() throws InterruptedException {
    lock.lock();
    try {
      // Every start ends: the keeper kills those that take longer than they may.
      long begun = System.nanoTime();
      long said = begun;
      while (idle.isEmpty() && failedRounds < START_ROUNDS) {
        var unused = changed.await(TICK_MILLIS, TimeUnit.MILLISECONDS);
        long now = System.nanoTime();
        if (now - said >= NOTICE.toNanos()) {
          said = now;
          LOG.warn(
              "no engine process is ready after {} s: is the machine busy? Each may take {} s"
                  + " (ocr.engine.child.start-timeout)",
              TimeUnit.NANOSECONDS.toSeconds(now - begun),
              settings.startTimeout().toSeconds());
        }
      }
      return idle.isEmpty() ? Optional.ofNullable(failure) : Optional.empty();
    } finally {
      lock.unlock();
    }
  }

  /** A child, once one is free; empty if none is within {@code patience}, or all is closed. */
  Optional<Child> lend(Duration patience) throws InterruptedException {
    lock.lock();
    try {
      waiting++;
      long nanos = patience.toNanos();
      while (!closed && !isFree() && nanos > 0) {
        nanos = changed.awaitNanos(nanos);
      }
      return take();
    } finally {
      waiting--;
      lock.unlock();
    }
  }

  /** A child, if one is free and nobody waits for it. */
  Optional<Child> lendIfIdle() {
    lock.lock();
    try {
      return waiting == 0 ? take() : Optional.empty();
    } finally {
      lock.unlock();
    }
  }

  /** Whether somebody waits for a child. */
  boolean isShort() {
    lock.lock();
    try {
      return waiting > 0;
    } finally {
      lock.unlock();
    }
  }

  private boolean isFree() {
    bury();
    return !idle.isEmpty() && lent < slots;
  }

  /** The one last used: its models are loaded. */
  private Optional<Child> take() {
    if (closed || !isFree()) {
      return Optional.empty();
    }
    lent++;
    return Optional.of(idle.removeLast());
  }

  /** Takes back a child without a document. */
  void giveBack(Child child) {
    boolean spent = nursery.isSpent(child);
    lock.lock();
    try {
      lent--;
      if (closed || spent) {
        all.remove(child);
        child.process().kill(ExitReason.RETIRED);
      } else {
        idle.addLast(child);
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Whether {@code child} should be given back as soon as that does no harm. */
  boolean isSpent(Child child) {
    return nursery.isSpent(child);
  }

  /** Hears that a lent child is no more. */
  void lost(Child child) {
    lock.lock();
    try {
      lent--;
      spares.lost();
      all.remove(child);
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Forgets those that ended while they were idle. */
  private void bury() {
    idle.removeIf(child -> !child.process().isAlive() && all.remove(child));
  }

  /** Looks after the children, and starts what is missing, every tick and at every change. */
  private void keep() {
    lock.lock();
    try {
      while (!closed) {
        all.forEach(child -> child.process().lookAfter(settings.stallTimeout()));
        bury();
        while (isOneMissing()) {
          startOne();
        }
        var unused = changed.await(TICK_MILLIS, TimeUnit.MILLISECONDS);
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException("nobody interrupts this thread", e);
    } finally {
      lock.unlock();
    }
  }

  private boolean isOneMissing() {
    return all.size() < slots + spares.wanted(System.nanoTime())
        && starting < (anyReady ? Runtime.getRuntime().availableProcessors() : 1)
        && System.nanoTime() - notBefore >= 0;
  }

  /** Under the lock: it takes some milliseconds, and the kernel ties the child to this thread. */
  private void startOne() {
    try {
      Child child = nursery.start();
      meters.started();
      child.process().onEnd(meters::ended);
      all.add(child);
      starting++;
      Thread greeter = new Thread(() -> greet(child), "ocr-child-" + child.process().pid());
      greeter.setDaemon(true);
      greeter.start();
    } catch (IOException e) {
      failed("it could not be started: " + e.getMessage());
    }
  }

  private void greet(Child child) {
    Optional<String> problem = nursery.greet(child);
    lock.lock();
    try {
      starting--;
      if (problem.isPresent()) {
        all.remove(child);
        failed(problem.get());
      } else if (!closed) {
        failure = null;
        failedRounds = 0;
        anyReady = true;
        idle.addLast(child);
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void failed(String why) {
    if (!closed) {
      LOG.warn("an engine process did not start: {}", why);
    }
    failure = why;
    if (System.nanoTime() - notBefore >= 0) {
      failedRounds++;
    }
    notBefore = System.nanoTime() + BACKOFF.toNanos();
    changed.signalAll();
  }

  /** How many wait for work. */
  int idle() {
    lock.lock();
    try {
      bury();
      return idle.size();
    } finally {
      lock.unlock();
    }
  }

  /** All that there are. */
  List<Child> children() {
    lock.lock();
    try {
      return List.copyOf(all);
    } finally {
      lock.unlock();
    }
  }

  /** Ends all children; work in their hands is lost. */
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    List<Child> last = children();
    last.forEach(child -> child.process().kill(ExitReason.RETIRED));
    last.forEach(child -> child.process().awaitExit(EXIT_SECONDS));
  }
}
