/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.flight;

import java.time.Duration;

/**
 * The limits of flights.
 *
 * @param answersPerSlice most waiters answered by one call
 * @param landedGrace how long a landed flight answers stragglers
 * @param lossGrace how old a task must be before it may be judged lost
 * @param attempts how often a task is sent before its waiters are told that it was lost
 */
public record FlightRules(
    int answersPerSlice, Duration landedGrace, Duration lossGrace, int attempts) {
  /** Refuses numbers below one. */
  public FlightRules {
    if (answersPerSlice < 1 || attempts < 1) {
      throw new IllegalArgumentException(
          "answersPerSlice and attempts must be at least 1: " + answersPerSlice + ", " + attempts);
    }
  }
}
