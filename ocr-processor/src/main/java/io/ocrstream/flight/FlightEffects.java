/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.flight;

/**
 * What flights want done. Called on the owner's thread, during {@link Flights#join}, {@link
 * Flights#land} and {@link Flights#tick}; must not call back into {@link Flights}.
 */
public interface FlightEffects {
  /** Who is answered. */
  enum Role {
    /** The event for which the work was done. */
    LEADER,
    /** An event that waited while it was done. */
    FOLLOWER,
    /** An event that came after it was done, within the grace period. */
    STRAGGLER
  }

  /** Why a completion was dropped. */
  enum Drop {
    /** There is no such flight: it landed long ago, or never started. */
    UNKNOWN,
    /** The flight has landed already. */
    LANDED,
    /** The flight was sent again since, and this is the answer to an earlier question. */
    STALE
  }

  /**
   * Send work for {@code key}, as {@code leader} asks for it.
   *
   * @param leader its deadline is the latest of all who wait: past it the work need not begin
   */
  void send(String key, WaiterRow leader, long sentAt, int attempt);

  /** Answer {@code waiter} from {@code landing}; one call's answers share the array. */
  void answer(String key, WaiterRow waiter, Role role, byte[] landing);

  /** Tell {@code waiter} that its work was sent {@code attempts} times and lost each time. */
  void lost(String key, WaiterRow waiter, int attempts);

  /**
   * Tell {@code waiter} that its deadline is over.
   *
   * @param attempts how often its work was sent while it waited; 0 if it came too late to wait
   */
  default void expired(String key, WaiterRow waiter, int attempts) {
    lost(key, waiter, attempts);
  }

  /** A completion was dropped. */
  void dropped(String key, Drop reason);
}
