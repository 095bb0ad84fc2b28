/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.statistics;

import io.ocrstream.contracts.Statistics.Percentiles;
import org.jspecify.annotations.Nullable;

/**
 * Counts times in fixed buckets: whole milliseconds up to 32, and sixteen buckets per doubling
 * above. A bucket's upper bound is at most one sixteenth above its values. All instances and
 * versions have the same buckets, so their sums can be added.
 *
 * <p><b>Threading:</b> one thread. <b>Bounds:</b> {@link #BUCKETS} counts; times of {@link #MAX_MS}
 * or more share one bucket.
 */
public final class LatencyCounts {
  /** Number of buckets per doubling. */
  private static final int STEPS = 16;

  private static final int STEP_BITS = 4;

  /** Longest time with a bucket of its own, in milliseconds: more than one hour. */
  public static final long MAX_MS = (1L << 22) - 1;

  /** Number of buckets. */
  public static final int BUCKETS = bucket(MAX_MS) + 1;

  private static final double P50 = .5;
  private static final double P95 = .95;
  private static final double P99 = .99;

  private final long[] counts = new long[BUCKETS];
  private int used;
  private long total;

  /** Counts a time of {@code ms}; a negative time from differing clocks counts as 0. */
  public void count(long ms) {
    add(bucket(Math.min(Math.max(0, ms), MAX_MS)), 1);
  }

  void add(int bucket, long count) {
    counts[bucket] += count;
    used = Math.max(used, bucket + 1);
    total += count;
  }

  void add(LatencyCounts other) {
    for (int i = 0; i < other.used; i++) {
      counts[i] += other.counts[i];
    }
    used = Math.max(used, other.used);
    total += other.total;
  }

  long in(int bucket) {
    return counts[bucket];
  }

  /** Returns the index after the last non-empty bucket. */
  int used() {
    return used;
  }

  long total() {
    return total;
  }

  /** Returns the percentiles; null if nothing was counted. */
  @Nullable Percentiles percentiles() {
    return total == 0 ? null : new Percentiles(upTo(P50), upTo(P95), upTo(P99));
  }

  /** Returns the upper bound of the bucket that contains this quantile. */
  private long upTo(double part) {
    long rank = Math.max(1, (long) Math.ceil(part * total));
    long seen = 0;
    int bucket = -1;
    while (seen < rank) {
      bucket++;
      seen += counts[bucket];
    }
    return highest(bucket);
  }

  private static int bucket(long ms) {
    if (ms < STEPS) {
      return (int) ms;
    }
    int shift = Long.SIZE - 1 - Long.numberOfLeadingZeros(ms) - STEP_BITS;
    return (shift << STEP_BITS) + (int) (ms >> shift);
  }

  /** Returns the longest time of a bucket. */
  private static long highest(int bucket) {
    if (bucket < 2 * STEPS) {
      return bucket;
    }
    int shift = (bucket >> STEP_BITS) - 1;
    return ((long) (bucket - (shift << STEP_BITS) + 1) << shift) - 1;
  }
}
