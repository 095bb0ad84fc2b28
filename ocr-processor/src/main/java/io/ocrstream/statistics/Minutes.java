/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.statistics;

import java.time.Duration;

/** Minutes by their beginnings, in epoch milliseconds. */
public final class Minutes {
  /** How long one is. */
  public static final long LENGTH_MS = Duration.ofMinutes(1).toMillis();

  private Minutes() {}

  /** The minute in which {@code ms} is. */
  public static long of(long ms) {
    return Math.floorDiv(ms, LENGTH_MS) * LENGTH_MS;
  }
}
