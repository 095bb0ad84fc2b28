/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.ops.web;

import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.distribution.CountAtBucket;
import io.micrometer.core.instrument.distribution.HistogramSnapshot;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Computes recent latency percentiles of one answer source from the buckets of its timer. Their
 * precision is that of the buckets.
 *
 * <p><b>Threading:</b> one thread. <b>Bounds:</b> {@link #SAMPLES}.
 */
final class Latencies {
  /** Usual time window of the percentiles. */
  static final Duration WINDOW = Duration.ofMinutes(5);

  /** Number of samples kept in the window. */
  static final int SAMPLES = 30;

  private final Duration span;
  private final Deque<Sample> samples = new ArrayDeque<>();
  private Sample latest = new Sample(Long.MIN_VALUE, 0, new double[0], new double[0]);

  Latencies() {
    this(WINDOW);
  }

  /** Creates percentiles of another window. */
  Latencies(Duration span) {
    this.span = span;
  }

  /*
  Cumulative counts at the buckets' upper bounds in milliseconds; the last count includes all longer
  times. The maximum is that of the last minutes: the timer forgets older ones, but not between samples.
  */
  private static final class Sample {
    private final long at;
    private final double longest;
    private final double[] bounds;
    private final double[] counts;

    Sample(long at, double longest, double[] bounds, double[] counts) {
      this.at = at;
      this.longest = longest;
      this.bounds = bounds;
      this.counts = counts;
    }
  }

  /**
   * Holds the figures of the window.
   *
   * @param count number of answers
   * @param p50 median, in milliseconds
   * @param p95 95th percentile, in milliseconds
   * @param p99 99th percentile, in milliseconds
   */
  record Figures(long count, double p50, double p95, double p99) {}

  /** Takes a sample of {@code timer} at {@code now}, in epoch milliseconds. */
  void sample(long now, Timer timer) {
    latest = sampled(now, timer.takeSnapshot());
    Sample last = samples.peekLast();
    if (last == null || now - last.at >= span.toMillis() / SAMPLES) {
      samples.addLast(latest);
    }
    while (samples.size() > 1 && samples.getFirst().at < now - span.toMillis()) {
      samples.removeFirst();
    }
  }

  private static Sample sampled(long now, HistogramSnapshot snapshot) {
    CountAtBucket[] buckets = snapshot.histogramCounts();
    double[] bounds = new double[buckets.length + 1];
    double[] counts = new double[buckets.length + 1];
    for (int i = 0; i < buckets.length; i++) {
      bounds[i] = buckets[i].bucket(TimeUnit.MILLISECONDS);
      counts[i] = buckets[i].count();
    }
    double highest = buckets.length == 0 ? 0 : bounds[buckets.length - 1];
    double longest = snapshot.max(TimeUnit.MILLISECONDS);
    bounds[buckets.length] = Math.max(highest, longest);
    counts[buckets.length] = snapshot.count();
    return new Sample(now, longest, bounds, counts);
  }

  /** Returns the figures of the window; empty if it has no answers. */
  Optional<Figures> figures() {
    Sample before = samples.peekFirst();
    if (before == null) {
      return Optional.empty();
    }
    double[] counts = latest.counts.clone();
    // Answers before the first sample do not belong to any window.
    Arrays.setAll(counts, i -> counts[i] - (i < before.counts.length ? before.counts[i] : 0));
    double all = counts.length == 0 ? 0 : counts[counts.length - 1];
    if (all <= 0) {
      return Optional.empty();
    }
    double[] bounds = latest.bounds.clone();
    double longest = longest();
    // No bucket extends beyond the longest answer.
    Arrays.setAll(bounds, i -> Math.min(bounds[i], longest));
    return Optional.of(
        new Figures(
            (long) all,
            quantile(bounds, counts, 0.5 * all),
            quantile(bounds, counts, 0.95 * all),
            quantile(bounds, counts, 0.99 * all)));
  }

  private double longest() {
    return samples.stream().mapToDouble(s -> s.longest).reduce(latest.longest, Math::max);
  }

  /* Interpolates linearly within a bucket. */
  private static double quantile(double[] bounds, double[] counts, double rank) {
    int i = 0;
    while (i < counts.length - 1 && counts[i] < rank) {
      i++;
    }
    double low = i == 0 ? 0 : bounds[i - 1];
    double below = i == 0 ? 0 : counts[i - 1];
    double within = counts[i] - below;
    return within <= 0 ? bounds[i] : low + (bounds[i] - low) * (rank - below) / within;
  }
}
