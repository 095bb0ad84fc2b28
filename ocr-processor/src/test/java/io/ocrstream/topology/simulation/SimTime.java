/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.topology.simulation;

import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Random;

/** Virtual time: runs events in one order that only the seed determines. */
final class SimTime {
  private final PriorityQueue<Event> queue =
      new PriorityQueue<>(Comparator.comparingLong(Event::at).thenComparingLong(Event::number));
  private final Random random;

  /** The time at which each world begins, in epoch milliseconds. */
  static final long BEGIN = 1_000_000;

  private long now = BEGIN;
  private long events;

  private record Event(long at, long number, Runnable what) {}

  SimTime(Random random) {
    this.random = random;
  }

  /** Returns the true time in epoch milliseconds. */
  long now() {
    return now;
  }

  void in(long ms, Runnable what) {
    queue.add(new Event(now + ms, events++, what));
  }

  /** Runs {@code what} after a random time below {@code most} milliseconds. */
  void soon(int most, Runnable what) {
    in(random.nextInt(most), what);
  }

  /** Runs the next event. It may be called within an event that waits. */
  void step() {
    Event next = queue.remove();
    now = Math.max(now, next.at());
    next.what().run();
  }

  /** Runs all events of the next {@code ms} milliseconds. */
  void pass(long ms) {
    long until = now + ms;
    while (!queue.isEmpty() && queue.peek().at() <= until) {
      step();
    }
    now = Math.max(now, until);
  }
}
