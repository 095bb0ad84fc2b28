/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.onnx;

/**
 * Numbers in so many dimensions, the last one densest. Takes its arrays over and gives them away.
 *
 * <p><b>Threading:</b> its owner's thread.
 */
final class Tensor {
  private final float[] values;
  private final long[] shape;

  Tensor(float[] values, long... shape) {
    this.values = values;
    this.shape = shape;
  }

  float[] values() {
    return values;
  }

  long[] shape() {
    return shape;
  }

  int size(int dimension) {
    return Math.toIntExact(shape[dimension]);
  }
}
