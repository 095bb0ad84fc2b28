/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.app;

import io.ocrstream.concurrent.DaemonThreads;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Detects changes of the machine's clock. All Kafka clients wait by wall-clock time. If the clock
 * is set back by an hour, they send no heartbeat for an hour, are removed from their groups every
 * few seconds and cannot be closed. Only new clients help, so the process must end.
 *
 * <p>If the clock is set forward, the clients consider all timeouts expired, leave their groups and
 * rejoin. That takes seconds and needs no action; the log line explains it to operators.
 *
 * <p><b>Threading:</b> one thread calls {@link #look}.
 */
public final class ClockMonitor {
  /** Interval between checks. */
  static final Duration LOOK = Duration.ofSeconds(1);

  /** Largest accepted change between two checks; a wait that is longer by this does no harm. */
  static final Duration TOLERANCE = Duration.ofSeconds(5);

  private final LongSupplier millis;
  private final LongSupplier nanos;
  private long lastMillis;
  private long lastNanos;

  /**
   * Creates a monitor.
   *
   * @param millis wall-clock time in epoch milliseconds
   * @param nanos monotonic time in nanoseconds
   */
  ClockMonitor(LongSupplier millis, LongSupplier nanos) {
    this.millis = millis;
    this.nanos = nanos;
    this.lastMillis = millis.getAsLong();
    this.lastNanos = nanos.getAsLong();
  }

  /**
   * Returns the change of the clock since the last check, positive or negative; empty if within the
   * tolerance.
   */
  Optional<Duration> look() {
    long nowMillis = millis.getAsLong();
    long nowNanos = nanos.getAsLong();
    Duration passed = Duration.ofNanos(nowNanos - lastNanos);
    Duration set = Duration.ofMillis(nowMillis - lastMillis).minus(passed);
    lastMillis = nowMillis;
    lastNanos = nowNanos;
    return Optional.of(set).filter(by -> by.abs().compareTo(TOLERANCE) > 0);
  }

  /**
   * Checks on a thread of its own while the process lives, and reports each change to {@code set}.
   */
  public static void start(Consumer<Duration> set) {
    ClockMonitor watch = new ClockMonitor(System::currentTimeMillis, System::nanoTime);
    DaemonThreads.start("clock-watch", () -> watch.run(set));
  }

  private void run(Consumer<Duration> set) {
    while (true) {
      look().ifPresent(set);
      LockSupport.parkNanos(LOOK.toNanos());
    }
  }
}
