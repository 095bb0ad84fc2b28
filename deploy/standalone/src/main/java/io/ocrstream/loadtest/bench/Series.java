/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.loadtest.bench;

import java.util.Arrays;
import java.util.Collection;

/**
 * Figures of one kind, sorted. A median is told instead of a mean, because a machine that does
 * something else for a moment spoils a mean.
 *
 * <p><b>Threading:</b> any.
 */
public final class Series {
  private final double[] sorted;

  /**
   * Takes a copy.
   *
   * @throws IllegalArgumentException if there is no figure
   */
  public Series(Collection<Double> figures) {
    if (figures.isEmpty()) {
      throw new IllegalArgumentException("no figures");
    }
    sorted = figures.stream().mapToDouble(Double::doubleValue).sorted().toArray();
  }

  /** The middle one; of an even number, the mean of the two in the middle. */
  public double median() {
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  /** The smallest figure that {@code percent} of all do not exceed (nearest rank). */
  public double percentile(double percent) {
    int rank = (int) Math.ceil(percent / 100 * sorted.length);
    return sorted[Math.max(0, Math.min(sorted.length, rank) - 1)];
  }

  /** The smallest. */
  public double min() {
    return sorted[0];
  }

  /** The largest. */
  public double max() {
    return sorted[sorted.length - 1];
  }

  @Override
  public String toString() {
    return Arrays.toString(sorted);
  }
}
