/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.flight;

/** What a completion means for those who wait. */
public enum Verdict {
  /** An answer, good for everyone who asks for this key. */
  ANSWERED,
  /** A failure that every further attempt would repeat: good for everyone who asks. */
  REFUSED,
  /** A failure that another attempt might not meet: for those who wait now, and no one later. */
  FAILED,
  /** A failure of the place: for those who wait with the same origin; the others are tried next. */
  MISPLACED,
  /**
   * The work was not begun, because everyone had gone who waited when it was sent. Whoever came
   * since, and waits for longer, still wants it.
   */
  ABANDONED;

  /** Whether it may answer events that arrive after it. */
  boolean isLasting() {
    return this == ANSWERED || this == REFUSED;
  }
}
