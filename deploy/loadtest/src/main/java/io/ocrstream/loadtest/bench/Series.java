/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.loadtest.bench;

import java.util.Arrays;
import java.util.Collection;

/**
 * Holds figures of one kind in sorted order. It reports the median, because other load on the
 * machine distorts the mean.
 *
 * <p><b>Threading:</b> any.
 */
public final class Series {
  private final double[] sorted;

  /**
   * Copies the figures.
   *
   * @throws IllegalArgumentException if {@code figures} is empty
   */
  public Series(Collection<Double> figures) {
    if (figures.isEmpty()) {
      throw new IllegalArgumentException("no figures");
    }
    sorted = figures.stream().mapToDouble(Double::doubleValue).sorted().toArray();
  }

  /** Returns the median; for an even number, the mean of the two middle figures. */
  public double median() {
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  /**
   * Returns the smallest figure that at least {@code percent} of all do not exceed (nearest rank).
   */
  public double percentile(double percent) {
    int rank = (int) Math.ceil(percent / 100 * sorted.length);
    return sorted[Math.max(0, Math.min(sorted.length, rank) - 1)];
  }

  /** Returns the smallest figure. */
  public double min() {
    return sorted[0];
  }

  /** Returns the largest figure. */
  public double max() {
    return sorted[sorted.length - 1];
  }

  @Override
  public String toString() {
    return Arrays.toString(sorted);
  }
}
