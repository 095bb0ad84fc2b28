/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.child;

import io.ocrstream.concurrent.DaemonThreads;
import io.ocrstream.config.EngineConfig;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lends child processes, each to one document at a time, and replaces lost ones.
 *
 * <p><b>Threading:</b> any. One thread starts the children and watches them; the kernel ends a
 * child when the thread that started it ends. <b>Bounds:</b> at most {@code slots} are lent at
 * once; that many and the spares are kept. <b>Fails:</b> if none can be started, borrowers get
 * none; starts are retried every {@link StartBackoff#INTERVAL}.
 */
public final class ChildPool implements AutoCloseable {
  /** Interval in milliseconds at which children are checked, and so the largest delay of a kill. */
  private static final long TICK_MILLIS = 50;

  private static final long EXIT_SECONDS = 5;
  private static final Logger LOG = LoggerFactory.getLogger(ChildPool.class);

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final EngineConfig.Child settings;
  private final ChildFactory factory;
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
  private final StartBackoff backoff = new StartBackoff(System.nanoTime());

  /**
   * Until a child is ready, they start one at a time. On a busy machine several at once would all
   * be too slow.
   */
  private boolean anyReady;

  private ChildPool(
      EngineConfig.Child settings, ChildFactory factory, int slots, ChildMeters meters) {
    this.settings = settings;
    this.spares = new SparePolicy(settings.spares(), System.nanoTime());
    this.factory = factory;
    this.slots = slots;
    this.meters = meters;
  }

  /** Creates a pool and starts children in the background. */
  static ChildPool start(
      EngineConfig.Child settings, ChildFactory factory, int slots, ChildMeters meters) {
    ChildPool pool = new ChildPool(settings, factory, slots, meters);
    meters.pool(pool);
    pool.keeper.setDaemon(true);
    pool.keeper.start();
    return pool;
  }

  /**
   * Waits until a child is ready. Returns why none is when {@link StartBackoff} expects none; empty
   * on success.
   */
  Optional<String> awaitFirst() throws InterruptedException {
    lock.lock();
    try {
      // Every start ends, because the keeper kills children that exceed the start timeout.
      SlowStartNotice notice = new SlowStartNotice(settings.startTimeout(), System.nanoTime());
      while (idle.isEmpty() && !backoff.isExhausted()) {
        var unused = changed.await(TICK_MILLIS, TimeUnit.MILLISECONDS);
        notice.logIfDue(System.nanoTime());
      }
      return idle.isEmpty() ? backoff.failure() : Optional.empty();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Lends a child as soon as one is free; empty if none becomes free within {@code patience}, or
   * the pool is closed.
   */
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

  /** Lends a child if one is free and nobody waits for it. */
  Optional<Child> lendIfIdle() {
    lock.lock();
    try {
      return waiting == 0 ? take() : Optional.empty();
    } finally {
      lock.unlock();
    }
  }

  /** Returns whether somebody waits for a child. */
  boolean isShort() {
    lock.lock();
    try {
      return waiting > 0;
    } finally {
      lock.unlock();
    }
  }

  private boolean isFree() {
    removeEnded();
    return !idle.isEmpty() && lent < slots;
  }

  /** Takes the child that was used last, because its models are loaded. */
  private Optional<Child> take() {
    if (closed || !isFree()) {
      return Optional.empty();
    }
    lent++;
    return Optional.of(idle.removeLast());
  }

  /** Takes back a child that has no document open. */
  void giveBack(Child child) {
    boolean spent = factory.isWornOut(child);
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

  /** Returns whether {@code child} should be given back at the next opportunity. */
  boolean isWornOut(Child child) {
    return factory.isWornOut(child);
  }

  /** Reports that a lent child has ended. */
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

  /** Removes idle children that have ended. */
  private void removeEnded() {
    idle.removeIf(child -> !child.process().isAlive() && all.remove(child));
  }

  /** Checks the children and starts missing ones, at every tick and every change. */
  private void keep() {
    lock.lock();
    try {
      while (!closed) {
        all.forEach(child -> child.process().check(settings.stallTimeout()));
        removeEnded();
        while (isOneMissing()) {
          startOne();
        }
        var unused = changed.await(TICK_MILLIS, TimeUnit.MILLISECONDS);
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException("The keeper thread was interrupted", e);
    } finally {
      lock.unlock();
    }
  }

  private boolean isOneMissing() {
    return all.size() < slots + spares.wanted(System.nanoTime())
        && starting < (anyReady ? Runtime.getRuntime().availableProcessors() : 1)
        && backoff.isOver(System.nanoTime());
  }

  /**
   * Starts a child under the lock: this takes only milliseconds, and the kernel ties the child to
   * the calling thread.
   */
  private void startOne() {
    try {
      Child child = factory.start();
      meters.started();
      child.process().onEnd(meters::ended);
      all.add(child);
      starting++;
      DaemonThreads.start("ocr-child-" + child.process().pid(), () -> awaitReady(child));
    } catch (IOException e) {
      failed(new StartFailure("it could not be started: " + e.getMessage(), false));
    }
  }

  private void awaitReady(Child child) {
    Optional<StartFailure> problem = factory.awaitReady(child);
    lock.lock();
    try {
      starting--;
      if (problem.isPresent()) {
        all.remove(child);
        failed(problem.get());
      } else if (!closed) {
        backoff.succeeded();
        anyReady = true;
        idle.addLast(child);
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void failed(StartFailure why) {
    if (!closed) {
      LOG.warn("An engine process did not start: {}", why.reason());
    }
    backoff.failed(why, System.nanoTime());
    changed.signalAll();
  }

  /** Returns the number of idle children. */
  int idle() {
    lock.lock();
    try {
      removeEnded();
      return idle.size();
    } finally {
      lock.unlock();
    }
  }

  /** Returns all children. */
  List<Child> children() {
    lock.lock();
    try {
      return List.copyOf(all);
    } finally {
      lock.unlock();
    }
  }

  /** Ends all children. Their work is lost. */
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
