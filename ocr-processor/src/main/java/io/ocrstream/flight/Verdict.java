/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.flight;

/** What a completion means for the waiters. */
public enum Verdict {
  /** An answer for every event that asks for this key. */
  ANSWERED,
  /** A failure that every further attempt would repeat. It answers every event that asks. */
  REFUSED,
  /**
   * A failure that another attempt may avoid. It answers the current waiters, but no later events.
   */
  FAILED,
  /**
   * A failure of the origin. It answers the waiters with the same origin. The others are tried
   * next.
   */
  MISPLACED,
  /**
   * The work was not started, because the deadlines of all who waited at the sending were over.
   * Later waiters with later deadlines may still need it.
   */
  ABANDONED;

  /** Returns whether it may answer events that arrive later. */
  boolean isLasting() {
    return this == ANSWERED || this == REFUSED;
  }
}
