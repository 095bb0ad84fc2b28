/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.app;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Notices that the machine's clock was set. Kafka's clients wait by the time of day, all of them.
 * Set back by an hour, they send no heartbeat for an hour, are put out of their groups every few
 * seconds and cannot be closed. Nothing but new clients helps, so the process has to end.
 *
 * <p>Set forward, they find all their waits over at once, leave their groups and join again: that
 * takes seconds, and needs nobody, but an operator who looks for its cause.
 *
 * <p><b>Threading:</b> {@link #look} one thread.
 */
public final class ClockMonitor {
  /** How often it looks. */
  static final Duration LOOK = Duration.ofSeconds(1);

  /** How far the clock may be set between two looks: a wait that much longer harms nobody. */
  static final Duration TOLERANCE = Duration.ofSeconds(5);

  private final LongSupplier millis;
  private final LongSupplier nanos;
  private long lastMillis;
  private long lastNanos;

  /**
   * A watch.
   *
   * @param millis time of day, epoch milliseconds
   * @param nanos nanoseconds that go on at the pace of time
   */
  ClockMonitor(LongSupplier millis, LongSupplier nanos) {
    this.millis = millis;
    this.nanos = nanos;
    this.lastMillis = millis.getAsLong();
    this.lastNanos = nanos.getAsLong();
  }

  /** By how much the clock was set since the last look, forward or back; empty if not by much. */
  Optional<Duration> look() {
    long nowMillis = millis.getAsLong();
    long nowNanos = nanos.getAsLong();
    Duration passed = Duration.ofNanos(nowNanos - lastNanos);
    Duration set = Duration.ofMillis(nowMillis - lastMillis).minus(passed);
    lastMillis = nowMillis;
    lastNanos = nowNanos;
    return Optional.of(set).filter(by -> by.abs().compareTo(TOLERANCE) > 0);
  }

  /** Looks on a thread of its own, for as long as the process lives, and tells each time. */
  public static void start(Consumer<Duration> set) {
    ClockMonitor watch = new ClockMonitor(System::currentTimeMillis, System::nanoTime);
    Thread thread = new Thread(() -> watch.run(set), "clock-watch");
    thread.setDaemon(true);
    thread.start();
  }

  private void run(Consumer<Duration> set) {
    while (true) {
      look().ifPresent(set);
      LockSupport.parkNanos(LOOK.toNanos());
    }
  }
}
