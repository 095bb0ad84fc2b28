/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.loadtest.bench;

import org.jspecify.annotations.Nullable;

/**
 * Holds all figures of a bench; null for a part that was not requested.
 *
 * @param machine the machine
 * @param options extent of the bench
 */
record BenchReport(
    Machine machine,
    BenchOptions options,
    HitBench.@Nullable Outcome hits,
    PagesBench.@Nullable Outcome pages,
    StormBench.@Nullable Outcome storm) {
  /** Minimum ratio of the hit path to a pass-through. */
  static final double HIT_GOAL = 0.4;

  /** Minimum ratio of an engine slot to the command line. */
  static final double PAGES_GOAL = 1.1;

  /** Minimum ratio of a slot in a child process to a slot in this process. */
  static final double ISOLATION_GOAL = 0.95;

  /** Maximum additional time of a storm over a single copy, in milliseconds. */
  static final double STORM_GOAL_MS = 1_000;
}
