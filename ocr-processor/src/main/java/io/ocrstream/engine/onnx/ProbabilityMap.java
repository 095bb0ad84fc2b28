/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.onnx;

import io.ocrstream.engine.onnx.models.ModelConfig;
import java.util.ArrayList;
import java.util.List;

/**
 * Holds the probability that each pixel is in the core of a piece of text, and extracts the pieces.
 *
 * <p><b>Threading:</b> one thread. <b>Bounds:</b> a few numbers for each pixel.
 */
final class ProbabilityMap {
  /** Minimum length of a piece's shorter side in pixels. Smaller ones are specks. */
  private static final double MIN_SIDE_PIXELS = 3;

  private final float[] probabilities;
  private final int stride;
  private final int width;
  private final int height;
  private final boolean[] seen;
  private final int[] pending;

  /**
   * Creates a map of the top left part of {@code probabilities}.
   *
   * @param probabilities 0 to 1, row by row
   * @param stride pixels of a full row
   * @param width pixels of a row that are used
   * @param height rows that are used
   */
  ProbabilityMap(float[] probabilities, int stride, int width, int height) {
    this.probabilities = probabilities;
    this.stride = stride;
    this.width = width;
    this.height = height;
    this.seen = new boolean[width * height];
    this.pending = new int[width * height];
  }

  /**
   * Returns the pieces: connected pixels above the threshold, grown back to the full size of the
   * text.
   */
  List<TextBox> pieces(ModelConfig.Rules rules) {
    List<TextBox> found = new ArrayList<>();
    for (int start = 0; start < seen.length; start++) {
      if (!seen[start] && at(start) > rules.threshold()) {
        Blob blob = fill(start, rules.threshold());
        TextBox core = blob.outline().rectangle();
        if (blob.mean() >= rules.least()
            && Math.min(core.width(), core.height()) >= MIN_SIDE_PIXELS) {
          double area = core.width() * core.height();
          found.add(core.grown(area * rules.growth() / (2 * (core.width() + core.height()))));
        }
      }
    }
    return found;
  }

  private record Blob(Outline outline, double mean) {}

  private double at(int pixel) {
    return probabilities[pixel / width * stride + pixel % width];
  }

  private Blob fill(int start, double threshold) {
    int top = start / width;
    List<int[]> rows = new ArrayList<>();
    double sum = 0;
    int count = 0;
    int waiting = 0;
    pending[waiting++] = start;
    seen[start] = true;
    while (waiting > 0) {
      int pixel = pending[--waiting];
      sum += at(pixel);
      count++;
      widen(rows, pixel / width - top, pixel % width);
      waiting = pushNeighbours(pixel, threshold, waiting);
    }
    Outline outline = new Outline();
    for (int i = 0; i < rows.size(); i++) {
      outline.add(top + i, rows.get(i)[0], rows.get(i)[1]);
    }
    return new Blob(outline, sum / count);
  }

  /* The start pixel is in the top row, and all following rows are contiguous. */
  private static void widen(List<int[]> rows, int row, int x) {
    while (rows.size() <= row) {
      rows.add(new int[] {Integer.MAX_VALUE, -1});
    }
    int[] ends = rows.get(row);
    ends[0] = Math.min(ends[0], x);
    ends[1] = Math.max(ends[1], x);
  }

  private int pushNeighbours(int pixel, double threshold, int waiting) {
    int count = waiting;
    int x = pixel % width;
    int y = pixel / width;
    for (int ny = Math.max(0, y - 1); ny <= Math.min(height - 1, y + 1); ny++) {
      for (int nx = Math.max(0, x - 1); nx <= Math.min(width - 1, x + 1); nx++) {
        int neighbour = ny * width + nx;
        if (!seen[neighbour] && at(neighbour) > threshold) {
          seen[neighbour] = true;
          pending[count++] = neighbour;
        }
      }
    }
    return count;
  }
}
