/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.loadtest.bench;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Fits a straight line through points by least squares.
 *
 * @param slope change of y per unit of x
 * @param start y at x = 0
 */
public record Trend(double slope, double start) {
  /**
   * Returns the line through {@code points}.
   *
   * @throws IllegalArgumentException for fewer than two different values of x
   */
  public static <T> Trend of(List<T> points, ToDoubleFunction<T> x, ToDoubleFunction<T> y) {
    double meanX = points.stream().mapToDouble(x).average().orElse(0);
    double meanY = points.stream().mapToDouble(y).average().orElse(0);
    double together = 0;
    double alone = 0;
    for (T point : points) {
      double right = x.applyAsDouble(point) - meanX;
      together += right * (y.applyAsDouble(point) - meanY);
      alone += right * right;
    }
    if (alone == 0) {
      throw new IllegalArgumentException("a line needs two different points");
    }
    double slope = together / alone;
    return new Trend(slope, meanY - slope * meanX);
  }
}
