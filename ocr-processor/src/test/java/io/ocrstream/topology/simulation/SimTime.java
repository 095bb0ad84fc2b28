/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.topology.simulation;

import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Random;

/** Virtual time: what happens when, in one order that the seed alone decides. */
final class SimTime {
  private final PriorityQueue<Event> queue =
      new PriorityQueue<>(Comparator.comparingLong(Event::at).thenComparingLong(Event::number));
  private final Random random;
  private long now = 1_000_000;
  private long events;

  private record Event(long at, long number, Runnable what) {}

  SimTime(Random random) {
    this.random = random;
  }

  /** Epoch milliseconds of the one true clock. */
  long now() {
    return now;
  }

  void in(long ms, Runnable what) {
    queue.add(new Event(now + ms, events++, what));
  }

  /** After some time below {@code most} milliseconds. */
  void soon(int most, Runnable what) {
    in(random.nextInt(most), what);
  }

  /** The next event happens; re-entrant, for what waits in the middle of an event. */
  void step() {
    Event next = queue.remove();
    now = Math.max(now, next.at());
    next.what().run();
  }

  /** Whatever happens in the next {@code ms}. */
  void pass(long ms) {
    long until = now + ms;
    while (!queue.isEmpty() && queue.peek().at() <= until) {
      step();
    }
    now = Math.max(now, until);
  }
}
