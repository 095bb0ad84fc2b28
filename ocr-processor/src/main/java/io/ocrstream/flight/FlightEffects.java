/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.flight;

/**
 * Carries out what flights decide. {@link Flights} calls it on the owner's thread, during {@link
 * Flights#join}, {@link Flights#land}, {@link Flights#drain} and {@link Flights#tick}. An
 * implementation must not call back into {@link Flights}.
 */
public interface FlightEffects {
  /** The role of an answered event. */
  enum Role {
    /** The event for which the work was done. */
    LEADER,
    /** An event that waited while the work was done. */
    FOLLOWER,
    /** An event that came after the work was done, within the grace period. */
    STRAGGLER
  }

  /** Why a completion was dropped. */
  enum Drop {
    /** There is no such flight: it landed long ago, or never started. */
    UNKNOWN,
    /** The flight has landed already. */
    LANDED,
    /** The flight was sent again since, and the completion belongs to an earlier sending. */
    STALE
  }

  /**
   * Sends work for {@code key}, as {@code leader} asks for it.
   *
   * @param leader its deadline is not before that of any waiter; after it, the work need not start
   * @param sentAt epoch milliseconds
   */
  void send(String key, WaiterRow leader, long sentAt, int attempt);

  /** Answers {@code waiter} with {@code landing}. The answers of one call share the array. */
  void answer(String key, WaiterRow waiter, Role role, byte[] landing);

  /** Reports to {@code waiter} that its work was sent {@code attempts} times and lost each time. */
  void lost(String key, WaiterRow waiter, int attempts);

  /**
   * Reports to {@code waiter} that its deadline is over.
   *
   * @param attempts number of times its work was sent; 0 if the event came after its deadline
   */
  default void expired(String key, WaiterRow waiter, int attempts) {
    lost(key, waiter, attempts);
  }

  /** Reports that a completion was dropped. */
  void dropped(String key, Drop reason);
}
