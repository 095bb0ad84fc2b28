/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.flight;

import io.ocrstream.flight.Flight.State;
import io.ocrstream.flight.FlightEffects.Drop;
import io.ocrstream.flight.FlightEffects.Role;
import io.ocrstream.flight.FlightStore.Queued;
import java.util.List;
import java.util.OptionalLong;

/**
 * Single flight: if several events ask for a key, the work is sent for one of them, and the others
 * wait for it.
 *
 * <p><b>Threading:</b> the owner's thread only. <b>Bounds:</b> each step answers at most {@code
 * answersPerSlice} waiters of a flight and visits at most as many flights; the next {@link #tick}
 * does the rest. <b>Fails:</b> never on input; an inconsistent store causes an {@link
 * IllegalStateException}.
 */
public final class Flights {
  private final FlightStore store;
  private final FlightRules rules;
  private final FlightEffects effects;
  private final FlightSender sender;

  /** Whether flights may be draining. If false, {@link #drain} skips the look into the store. */
  private boolean draining = true;

  /** Creates flights over {@code rows}, which may contain flights already. */
  public Flights(SortedStore rows, FlightRules rules, FlightEffects effects) {
    this.store = new FlightStore(rows);
    this.rules = rules;
    this.effects = effects;
    this.sender = new FlightSender(store, rules, effects);
  }

  /**
   * Adds an event that asks for {@code key}.
   *
   * @param key ASCII without NUL
   * @param shared whether the key can only ever mean one thing. If false, work that began before an
   *     event arrived must not answer it, so the event waits for the next flight
   * @param now epoch milliseconds
   */
  public void join(String key, boolean shared, WaiterRow waiter, long now) {
    Flight flight = store.flight(key);
    if (flight != null && flight.kept()) {
      effects.answer(key, waiter, Role.STRAGGLER, landing(key));
    } else if (waiter.isGone(now)) {
      effects.expired(key, waiter, 0);
    } else if (flight == null) {
      sender.open(key, shared, waiter, now);
    } else {
      store.addWaiter(key, flight.next(), waiter);
      store.put(key, flight, flight.joined(waiter.deadline()));
    }
  }

  /**
   * Completes the work that was sent for {@code key} at {@code sentAt}.
   *
   * @param sentAt epoch milliseconds
   * @param landing the answer; opaque here
   * @param now epoch milliseconds
   */
  public void land(String key, long sentAt, Verdict verdict, byte[] landing, long now) {
    Flight flight = store.flight(key);
    if (flight == null) {
      effects.dropped(key, Drop.UNKNOWN);
    } else if (flight.state() != State.FLYING) {
      effects.dropped(key, Drop.LANDED);
    } else if (sentAt != flight.sentAt() && !(flight.shared() && verdict == Verdict.ANSWERED)) {
      // A shared key has one answer, so the answer to an earlier sending counts. A failure, or an
      // answer for a location that may have changed since, counts only for its own sending.
      effects.dropped(key, Drop.STALE);
    } else if (verdict == Verdict.ABANDONED && flight.waitedUntil() > flight.sentUntil()) {
      sender.goOn(key, flight, now);
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

  /**
   * Returns when the work for {@code key} was sent, in epoch milliseconds; empty if it is not in
   * the air.
   */
  public OptionalLong sentAt(String key) {
    Flight flight = store.flight(key);
    return flight != null && flight.state() == State.FLYING
        ? OptionalLong.of(flight.sentAt())
        : OptionalLong.empty();
  }

  /**
   * Continues pending work: answers further waiters, reports expired deadlines, removes flights
   * whose grace period is over, and sends lost work again. Call it several times a second unless
   * {@link #isEmpty}.
   *
   * @param now epoch milliseconds
   * @param watermark how far the workers have come
   */
  public void tick(long now, TaskWatermark watermark) {
    drain(now);
    tellExpired(now);
    expire(now);
    recover(now, watermark);
  }

  /**
   * Answers further waiters, if any remain. Call it every few milliseconds while {@link
   * #isDraining}.
   */
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

  /** Returns whether {@link #drain} may have waiters to answer. If false, it has none. */
  public boolean isDraining() {
    return draining;
  }

  /** Returns whether there are no flights, so that time can change nothing. */
  public boolean isEmpty() {
    return store.isEmpty();
  }

  /**
   * Reports expired waiters and removes them. Their flights continue, and later events can join
   * them.
   */
  private void tellExpired(long now) {
    for (FlightStore.Expired expired : store.expired(now, rules.answersPerSlice())) {
      String key = expired.key();
      effects.expired(key, expired.queued().waiter(), flight(key).attempt());
      store.removeWaiter(key, expired.queued());
    }
  }

  /** Returns the numbers of open flights and of waiters. Costs one look into the store. */
  public Census census() {
    return store.census();
  }

  private void expire(long now) {
    long before = now - rules.landedGrace().toMillis() + 1;
    for (String key : store.agenda(State.LANDED, before, rules.answersPerSlice())) {
      store.remove(key, flight(key));
    }
  }

  private void recover(long now, TaskWatermark watermark) {
    long before = watermark.sentBefore() - rules.lossGrace().toMillis();
    for (String key : store.agenda(State.FLYING, before, rules.answersPerSlice())) {
      Flight flight = flight(key);
      if (sender.nobodyWaits(key, flight)) {
        store.remove(key, flight);
      } else if (flight.attempt() < rules.attempts()) {
        sender.resend(key, flight, flight.attempt() + 1, now);
      } else {
        giveUp(key, flight, now);
      }
    }
  }

  /**
   * Answers up to {@code most} waiters of a landed flight. Returns how many it visited, at least 1.
   */
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
      sender.goOn(key, flight, now);
    }
    return Math.max(1, slice.size());
  }

  /**
   * Delivers a landing to the waiters. If one slice answers them all, no row of the draining state
   * is written: it would be replaced at once, and so would its changelog record.
   *
   * @param flight the flight as stored
   * @param landed the flight after the landing, while some waiters remain
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
      sender.goOn(key, flight, now);
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
      sender.goOn(key, flight, now);
    }
    return Math.max(1, slice.size());
  }

  /**
   * Returns whether a misplaced landing fails the waiter: it has the origin of the flight, and it
   * joined before the work was sent. For later waiters, the object at the origin may have been
   * overwritten since the worker read it.
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

  /**
   * Lands with an empty answer. {@link #answer} then reports to each waiter that the work was lost.
   */
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
