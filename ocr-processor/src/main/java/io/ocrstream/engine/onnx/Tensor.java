/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.onnx;

/**
 * A dense array in row-major order. It neither copies the arrays that it is given nor those that it
 * returns.
 *
 * <p><b>Threading:</b> the owner's thread.
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
