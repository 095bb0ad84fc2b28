/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.statistics;

import java.time.Duration;

/** Converts times to the start of their minute, in epoch milliseconds. */
public final class Minutes {
  /** Length of a minute in milliseconds. */
  public static final long LENGTH_MS = Duration.ofMinutes(1).toMillis();

  private Minutes() {}

  /** Returns the start of the minute that contains {@code ms}. */
  public static long of(long ms) {
    return Math.floorDiv(ms, LENGTH_MS) * LENGTH_MS;
  }
}
