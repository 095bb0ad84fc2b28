/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.flight;

import java.time.Duration;

/**
 * The limits of flights.
 *
 * @param answersPerSlice maximum number of waiters that one step answers
 * @param landedGrace how long a landed flight answers stragglers
 * @param lossGrace minimum age of a task before it may be considered lost
 * @param attempts maximum number of times a task is sent; after that, its waiters are told that it
 *     was lost
 */
public record FlightRules(
    int answersPerSlice, Duration landedGrace, Duration lossGrace, int attempts) {
  /** Rejects numbers below 1. */
  public FlightRules {
    if (answersPerSlice < 1 || attempts < 1) {
      throw new IllegalArgumentException(
          "answersPerSlice and attempts must be at least 1: " + answersPerSlice + ", " + attempts);
    }
  }
}
