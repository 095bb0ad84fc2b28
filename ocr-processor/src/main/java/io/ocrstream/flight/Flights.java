/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.flight;

import io.ocrstream.flight.Flight.State;
import io.ocrstream.flight.FlightEffects.Drop;
import io.ocrstream.flight.FlightEffects.Role;
import io.ocrstream.flight.FlightStore.Queued;
import java.util.List;
import java.util.OptionalLong;

/**
 * Single flight: however many events ask for a key, one of them has its work sent, and the others
 * wait for that one.
 *
 * <p><b>Threading:</b> the owner's thread only. <b>Bounds:</b> no call answers more than {@code
 * answersPerSlice} waiters or visits more than as many flights; the rest is done by the next {@link
 * #tick}. <b>Fails:</b> never on data.
 */
public final class Flights {
  private final FlightStore store;
  private final FlightRules rules;
  private final FlightEffects effects;

  /** Whether flights may be draining. A hint that spares ticks a look into the store. */
  private boolean draining = true;

  /** Flights in {@code rows}, which may hold some already. */
  public Flights(SortedStore rows, FlightRules rules, FlightEffects effects) {
    this.store = new FlightStore(rows);
    this.rules = rules;
    this.effects = effects;
  }

  /**
   * An event asks for {@code key}.
   *
   * @param key ASCII without NUL
   * @param shared whether the key can only ever mean one thing. If not, an event must not be
   *     answered by work that was begun before it came: it waits for the flight after this one
   * @param now epoch milliseconds
   */
  public void join(String key, boolean shared, WaiterRow waiter, long now) {
    Flight flight = store.flight(key);
    if (flight != null && flight.kept()) {
      effects.answer(key, waiter, Role.STRAGGLER, landing(key));
    } else if (waiter.isGone(now)) {
      effects.expired(key, waiter, 0);
    } else if (flight == null) {
      store.addWaiter(key, 0, waiter);
      Flight opened = Flight.open(shared, stamp(now), waiter.origin(), waiter.deadline());
      store.put(key, null, opened);
      effects.send(key, waiter, opened.sentAt(), opened.attempt());
    } else {
      store.addWaiter(key, flight.next(), waiter);
      store.put(key, flight, flight.joined(waiter.deadline()));
    }
  }

  /**
   * A worker completed the work that was sent for {@code key} at {@code sentAt}.
   *
   * @param landing what to answer with; opaque here
   * @param now epoch milliseconds
   */
  public void land(String key, long sentAt, Verdict verdict, byte[] landing, long now) {
    Flight flight = store.flight(key);
    if (flight == null) {
      effects.dropped(key, Drop.UNKNOWN);
    } else if (flight.state() != State.FLYING) {
      effects.dropped(key, Drop.LANDED);
    } else if (sentAt != flight.sentAt() && !(flight.shared() && verdict == Verdict.ANSWERED)) {
      // What is asked of a shared key has one answer, whichever sending brought it; a failure, or
      // the state of a place that may have changed since, belongs to one sending only.
      effects.dropped(key, Drop.STALE);
    } else if (verdict == Verdict.ABANDONED && flight.waitedUntil() > flight.sentUntil()) {
      goOn(key, flight, now);
    } else if (verdict == Verdict.MISPLACED) {
      Flight sifting = flight.sifting(now, 0);
      store.putLanding(key, landing);
      store.put(key, flight, sifting);
      sift(key, sifting, landing, rules.answersPerSlice(), now);
    } else {
      settle(
          key, flight, flight.draining(flight.shared() && verdict.isLasting(), now), landing, now);
    }
  }

  /** When the work for {@code key} was sent, if it is in the air; empty if nobody waits for it. */
  public OptionalLong sentAt(String key) {
    Flight flight = store.flight(key);
    return flight != null && flight.state() == State.FLYING
        ? OptionalLong.of(flight.sentAt())
        : OptionalLong.empty();
  }

  /**
   * Goes on with what was left: answers further waiters, tells those whose deadline is over,
   * forgets flights whose grace period is over, sends lost work again. To be called several times a
   * second unless {@link #isEmpty}.
   *
   * @param now epoch milliseconds
   */
  public void tick(long now, TaskWatermark horizon) {
    drain(now);
    tellExpired(now);
    expire(now);
    recover(now, horizon);
  }

  /** Answers further waiters, if any are left over. To be called every few milliseconds. */
  public void drain(long now) {
    if (!draining) {
      return;
    }
    List<String> keys = store.agenda(State.DRAINING, Long.MAX_VALUE, rules.answersPerSlice());
    draining = !keys.isEmpty();
    int left = rules.answersPerSlice();
    for (String key : keys) {
      if (left <= 0) {
        return;
      }
      left -= advance(key, flight(key), landing(key), left, now);
    }
  }

  /** Whether answers may be left over for {@link #drain}; false only if there are none. */
  public boolean isDraining() {
    return draining;
  }

  /** Whether there is nothing that time could change. */
  public boolean isEmpty() {
    return store.isEmpty();
  }

  /** Their flights go on: whoever joins later finds the work begun, or begun anew. */
  private void tellExpired(long now) {
    for (FlightStore.Expired expired : store.expired(now, rules.answersPerSlice())) {
      String key = expired.key();
      effects.expired(key, expired.queued().waiter(), flight(key).attempt());
      store.removeWaiter(key, expired.queued());
    }
  }

  /** How much is in the air. Costs one look into the store. */
  public Census census() {
    return store.census();
  }

  private void expire(long now) {
    long before = now - rules.landedGrace().toMillis() + 1;
    for (String key : store.agenda(State.LANDED, before, rules.answersPerSlice())) {
      store.remove(key, flight(key));
    }
  }

  private void recover(long now, TaskWatermark horizon) {
    long before =
        Math.min(horizon.sentBefore(), horizon.observedAt() - rules.lossGrace().toMillis());
    for (String key : store.agenda(State.FLYING, before, rules.answersPerSlice())) {
      Flight flight = flight(key);
      if (nobodyWaits(key, flight)) {
        store.remove(key, flight);
      } else if (flight.attempt() < rules.attempts()) {
        send(key, flight, flight.attempt() + 1, now);
      } else {
        giveUp(key, flight, now);
      }
    }
  }

  /** Answers up to {@code most} waiters of a landed flight; returns how many it looked at. */
  private int advance(String key, Flight flight, byte[] landing, int most, long now) {
    return flight.state() == State.SIFTING
        ? sift(key, flight, landing, most, now)
        : drain(key, flight, landing, most, now);
  }

  private int drain(String key, Flight flight, byte[] landing, int most, long now) {
    List<Queued> slice = store.waiters(key, 0, flight.cutoff(), most);
    answer(key, slice, flight, landing);
    if (slice.size() == most) {
      draining = true;
    } else if (flight.kept()) {
      store.put(key, flight, flight.landed());
    } else {
      goOn(key, flight, now);
    }
    return Math.max(1, slice.size());
  }

  /**
   * Hands a landing to those who wait. What one slice answers leaves no row of the draining: it
   * would be written and overtaken at once, and so would its record of the changelog.
   *
   * @param flight as it is stored
   * @param landed what it is from now on, while some wait
   */
  private void settle(String key, Flight flight, Flight landed, byte[] landing, long now) {
    List<Queued> slice = store.waiters(key, 0, landed.cutoff(), rules.answersPerSlice());
    draining |= slice.size() == rules.answersPerSlice();
    answer(key, slice, landed, landing);
    if (slice.size() == rules.answersPerSlice()) {
      store.putLanding(key, landing);
      store.put(key, flight, landed);
    } else if (landed.kept()) {
      store.putLanding(key, landing);
      store.put(key, flight, landed.landed());
    } else {
      goOn(key, flight, now);
    }
  }

  private void answer(String key, List<Queued> slice, Flight flight, byte[] landing) {
    for (Queued queued : slice) {
      Role role = queued.sequence() == flight.leader() ? Role.LEADER : Role.FOLLOWER;
      answer(key, queued, role, flight.attempt(), landing);
    }
  }

  private int sift(String key, Flight flight, byte[] landing, int most, long now) {
    List<Queued> slice = store.waiters(key, flight.position(), flight.next(), most);
    for (Queued queued : slice) {
      if (isFailedBy(flight, queued)) {
        Role role = queued.sequence() == flight.leader() ? Role.LEADER : Role.FOLLOWER;
        answer(key, queued, role, flight.attempt(), landing);
      }
    }
    if (slice.size() == most) {
      long position = slice.get(slice.size() - 1).sequence() + 1;
      store.put(key, flight, flight.sifting(flight.landedAt(), position));
      draining = true;
    } else {
      goOn(key, flight, now);
    }
    return Math.max(1, slice.size());
  }

  /**
   * Of the same place, and there when the work was sent: for who came later the place may have been
   * overwritten since it was looked at.
   */
  private static boolean isFailedBy(Flight flight, Queued queued) {
    return queued.sequence() < flight.cutoff() && queued.waiter().origin().equals(flight.origin());
  }

  private void answer(String key, Queued queued, Role role, int attempts, byte[] landing) {
    if (landing.length == 0) {
      effects.lost(key, queued.waiter(), attempts);
    } else {
      effects.answer(key, queued.waiter(), role, landing);
    }
    store.removeWaiter(key, queued);
  }

  /** After a landing that is not kept: a new flight for those who still wait, or none. */
  private void goOn(String key, Flight flight, long now) {
    if (nobodyWaits(key, flight)) {
      store.remove(key, flight);
    } else {
      send(key, flight, 1, now);
    }
  }

  private boolean nobodyWaits(String key, Flight flight) {
    return store.waiters(key, 0, flight.next(), 1).isEmpty();
  }

  private void send(String key, Flight flight, int attempt, long now) {
    List<Queued> slice = store.waiters(key, 0, flight.next(), rules.answersPerSlice());
    Queued leader = slice.get(0);
    long until = slice.size() < rules.answersPerSlice() ? latest(slice) : flight.waitedUntil();
    Flight sent =
        flight.sent(stamp(now), attempt, leader.sequence(), leader.waiter().origin(), until);
    store.put(key, flight, sent);
    effects.send(key, leader.waiter().until(until), sent.sentAt(), attempt);
  }

  /**
   * When a task is sent, never before an earlier one: what is lost is judged by the oldest task
   * that is not done with, and that is the first one only as long as no clock goes back.
   */
  private long stamp(long now) {
    return Math.max(now, store.lastSent());
  }

  private static long latest(List<Queued> waiters) {
    return waiters.stream().mapToLong(queued -> queued.waiter().deadline()).max().orElseThrow();
  }

  /** Lands with nothing: {@link #answer} tells each waiter that the work was lost. */
  private void giveUp(String key, Flight flight, long now) {
    settle(key, flight, flight.draining(false, now), new byte[0], now);
  }

  private Flight flight(String key) {
    Flight flight = store.flight(key);
    if (flight == null) {
      throw new IllegalStateException("the agenda names a flight that is not there");
    }
    return flight;
  }

  private byte[] landing(String key) {
    byte[] landing = store.landing(key);
    if (landing == null) {
      throw new IllegalStateException("a landed flight has no landing");
    }
    return landing;
  }
}
