/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.flight;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;

/**
 * The work on one key, from the first event that asks for it until its grace period is over.
 *
 * <pre>
 *            land: for everyone              last one answered              grace over
 *   FLYING ─────────────────────► DRAINING ─────────────────────► LANDED ─────────────► gone
 *    │  ▲                            │ not kept: ─► gone, or, with waiters left, ─► FLYING
 *    │  │ waiters of other origins left
 *    ▼  │                            land: misplaced
 *   SIFTING ─► gone                  (FLYING ─► SIFTING)
 * </pre>
 *
 * @param state the current state
 * @param shared whether the key can only ever mean one thing, so that work begun before an event
 *     came may answer it
 * @param kept whether the landing answers events that join from now on
 * @param sentAt when its task was sent, in epoch milliseconds; identifies the flight in its
 *     completion
 * @param landedAt when it landed, in epoch milliseconds; 0 while flying
 * @param attempt number of times the task was sent; a new flight for remaining waiters starts at 1
 * @param leader sequence of the waiter for which the task was sent
 * @param origin origin of that waiter
 * @param next sequence of the next waiter
 * @param cutoff sequence of the first waiter that joined after the sending; while draining, of the
 *     first waiter that the landing does not answer
 * @param position sequence of the waiter at which sifting continues
 * @param sentUntil upper bound of the deadlines of those who waited when the task was sent, in
 *     epoch milliseconds
 * @param waitedUntil upper bound of the deadlines of all who wait, in epoch milliseconds; waiters
 *     that are gone may still count
 */
record Flight(
    State state,
    boolean shared,
    boolean kept,
    long sentAt,
    long landedAt,
    int attempt,
    long leader,
    String origin,
    long next,
    long cutoff,
    long position,
    long sentUntil,
    long waitedUntil) {
  private static final byte VERSION = 2;

  enum State {
    /** Its task is with the workers. */
    FLYING('F', 'F'),
    /** Its landing fails the waiters of one origin. The others get another flight. */
    SIFTING('S', 'D'),
    /** Its landing is being delivered to the waiters, slice by slice. */
    DRAINING('D', 'D'),
    /** All waiters are answered. Stragglers still are. */
    LANDED('L', 'L');

    /** The code of the state in stored flights. */
    final char code;

    /** The part of the agenda that lists flights in this state. */
    final char agenda;

    State(char code, char agenda) {
      this.code = code;
      this.agenda = agenda;
    }

    static State of(byte code) {
      for (State state : values()) {
        if (state.code == code) {
          return state;
        }
      }
      throw new IllegalStateException("no state has the code " + code);
    }
  }

  static Flight open(boolean shared, long now, String origin, long until) {
    return new Flight(State.FLYING, shared, false, now, 0, 1, 0, origin, 1, 1, 0, until, until);
  }

  /** Returns the flight with one more waiter. */
  Flight joined(long deadline) {
    return with(state, kept, landedAt, next + 1, cutoff, position, Math.max(waitedUntil, deadline));
  }

  /** Returns the flight sent again, for the waiter {@code newLeader} and all current waiters. */
  Flight sent(long now, int newAttempt, long newLeader, String newOrigin, long until) {
    long at = Math.max(now, sentAt + 1);
    return new Flight(
        State.FLYING,
        shared,
        false,
        at,
        0,
        newAttempt,
        newLeader,
        newOrigin,
        next,
        next,
        0,
        until,
        until);
  }

  /** Returns the flight landed for all waiters that the landing may answer. */
  Flight draining(boolean keep, long now) {
    long end = shared ? next : cutoff;
    return with(State.DRAINING, keep, now, next, end, 0, waitedUntil);
  }

  /**
   * Returns the flight landed for the origin of the leader only. A flight in the air is not kept,
   * so the result is not kept either.
   */
  Flight sifting(long now, long newPosition) {
    return with(State.SIFTING, kept, now, next, cutoff, newPosition, waitedUntil);
  }

  /** Returns the flight with all waiters answered. */
  Flight landed() {
    return with(State.LANDED, kept, landedAt, next, cutoff, position, waitedUntil);
  }

  private Flight with(
      State newState,
      boolean keep,
      long newLandedAt,
      long newNext,
      long newCutoff,
      long newPosition,
      long until) {
    return new Flight(
        newState,
        shared,
        keep,
        sentAt,
        newLandedAt,
        attempt,
        leader,
        origin,
        newNext,
        newCutoff,
        newPosition,
        sentUntil,
        until);
  }

  /**
   * Returns the time that orders the flight in the agenda, in epoch milliseconds: the sending while
   * flying, otherwise the landing.
   */
  long since() {
    return state == State.FLYING ? sentAt : landedAt;
  }

  byte[] encode() {
    byte[] name = origin.getBytes(US_ASCII);
    return ByteBuffer.allocate(4 + Integer.BYTES + 8 * Long.BYTES + name.length)
        .put(VERSION)
        .put((byte) state.code)
        .put((byte) (shared ? 1 : 0))
        .put((byte) (kept ? 1 : 0))
        .putInt(attempt)
        .putLong(sentAt)
        .putLong(landedAt)
        .putLong(leader)
        .putLong(next)
        .putLong(cutoff)
        .putLong(position)
        .putLong(sentUntil)
        .putLong(waitedUntil)
        .put(name)
        .array();
  }

  static Flight decode(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    byte version = in.get();
    if (version != VERSION) {
      throw new IllegalStateException("flight of version " + version + ", not " + VERSION);
    }
    State state = State.of(in.get());
    boolean shared = in.get() == 1;
    boolean kept = in.get() == 1;
    int attempt = in.getInt();
    long sentAt = in.getLong();
    long landedAt = in.getLong();
    long leader = in.getLong();
    long next = in.getLong();
    long cutoff = in.getLong();
    long position = in.getLong();
    long sentUntil = in.getLong();
    long waitedUntil = in.getLong();
    String origin = US_ASCII.decode(in).toString();
    return new Flight(
        state,
        shared,
        kept,
        sentAt,
        landedAt,
        attempt,
        leader,
        origin,
        next,
        cutoff,
        position,
        sentUntil,
        waitedUntil);
  }
}
