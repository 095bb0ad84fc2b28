/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.loadtest.bench;

import org.jspecify.annotations.Nullable;

/**
 * All figures of a bench; null for a part that was not asked for.
 *
 * @param machine where
 * @param options how much was measured
 */
record BenchReport(
    Machine machine,
    BenchOptions options,
    HitBench.@Nullable Outcome hits,
    PagesBench.@Nullable Outcome pages,
    StormBench.@Nullable Outcome storm) {
  /** What the hit path should be of a pass-through. */
  static final double HIT_GOAL = 0.4;

  /** What a slot of the engine should be of the command line. */
  static final double PAGES_GOAL = 1.1;

  /** What a slot in a child process should be of one in this process. */
  static final double ISOLATION_GOAL = 0.95;

  /** What a storm may take beyond a single copy, ms. */
  static final double STORM_GOAL_MS = 1_000;
}
