/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.onnx;

/**
 * Weights for linear resampling of a line to another length. The triangular kernel widens when
 * lines shrink, so that no sample is skipped.
 *
 * <p><b>Threading:</b> any; immutable.
 */
final class ResampleWeights {
  private final int[] first;
  private final float[][] weights;

  ResampleWeights(int from, int to) {
    double step = (double) from / to;
    double reach = Math.max(1, step);
    first = new int[to];
    weights = new float[to][];
    for (int i = 0; i < to; i++) {
      double middle = (i + 0.5) * step - 0.5;
      int begin = (int) Math.max(0, Math.ceil(middle - reach));
      int end = (int) Math.min(from - 1, Math.floor(middle + reach));
      first[i] = begin;
      weights[i] = triangle(begin, end, middle, reach);
    }
  }

  private static float[] triangle(int begin, int end, double middle, double reach) {
    float[] weights = new float[end - begin + 1];
    float sum = 0;
    for (int k = 0; k < weights.length; k++) {
      weights[k] = (float) Math.max(0, 1 - Math.abs(begin + k - middle) / reach);
      sum += weights[k];
    }
    for (int k = 0; k < weights.length; k++) {
      weights[k] /= sum;
    }
    return weights;
  }

  int first(int i) {
    return first[i];
  }

  int last(int i) {
    return first[i] + weights[i].length - 1;
  }

  float weight(int i, int from) {
    return weights[i][from - first[i]];
  }
}
