/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.flight;

import io.ocrstream.flight.FlightStore.Queued;
import java.util.List;

/**
 * Sends the work of flights, and records when it was sent.
 *
 * <p><b>Threading:</b> the owner's thread only.
 */
final class FlightSender {
  private final FlightStore store;
  private final FlightRules rules;
  private final FlightEffects effects;

  FlightSender(FlightStore store, FlightRules rules, FlightEffects effects) {
    this.store = store;
    this.rules = rules;
    this.effects = effects;
  }

  /** Opens a flight with its first waiter. */
  void open(String key, boolean shared, WaiterRow waiter, long now) {
    store.addWaiter(key, 0, waiter);
    Flight opened = Flight.open(shared, stamp(now), waiter.origin(), waiter.deadline());
    store.put(key, null, opened);
    effects.send(key, waiter, opened.sentAt(), opened.attempt());
  }

  /**
   * Continues after a landing that is not kept: sends a new flight for the remaining waiters, or
   * removes the flight.
   */
  void goOn(String key, Flight flight, long now) {
    if (nobodyWaits(key, flight)) {
      store.remove(key, flight);
    } else {
      resend(key, flight, 1, now);
    }
  }

  boolean nobodyWaits(String key, Flight flight) {
    return store.waiters(key, 0, flight.next(), 1).isEmpty();
  }

  /** Sends the work again, in the name of the first of its waiters. */
  void resend(String key, Flight flight, int attempt, long now) {
    List<Queued> slice = store.waiters(key, 0, flight.next(), rules.answersPerSlice());
    Queued leader = slice.get(0);
    long until = slice.size() < rules.answersPerSlice() ? latest(slice) : flight.waitedUntil();
    Flight sent =
        flight.sent(stamp(now), attempt, leader.sequence(), leader.waiter().origin(), until);
    store.put(key, flight, sent);
    effects.send(key, leader.waiter().until(until), sent.sentAt(), attempt);
  }

  /**
   * Returns the time to record for a sending: later than that of every earlier one, even if the
   * clock went back. A completion names its sending by this time. If two sendings of a key had the
   * same, a second completion of the first would land the second.
   */
  private long stamp(long now) {
    return Math.max(now, store.lastSent() + 1);
  }

  private static long latest(List<Queued> waiters) {
    return waiters.stream().mapToLong(queued -> queued.waiter().deadline()).max().orElseThrow();
  }
}
