/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.onnx;

import io.ocrstream.engine.image.PageImage;
import io.ocrstream.engine.onnx.models.Pixels;
import java.util.Arrays;

/**
 * Scales a page to the input of a network.
 *
 * <p><b>Threading:</b> one thread. <b>Bounds:</b> the result, and the source rows of one of its
 * rows.
 */
final class PageInput {
  private final PageImage image;
  private final Pixels pixels;
  private final ResampleWeights across;
  private final ResampleWeights down;
  private final int width;
  private final int height;

  /** Creates the input of {@code width} by {@code height} pixels. */
  PageInput(PageImage image, Pixels pixels, int width, int height) {
    this.image = image;
    this.pixels = pixels;
    this.width = width;
    this.height = height;
    this.across = new ResampleWeights(image.width(), width);
    this.down = new ResampleWeights(image.height(), height);
  }

  /**
   * Returns the values channel by channel, at the top left of {@code paddedWidth} by {@code
   * paddedHeight} pixels.
   */
  Tensor tensor(int paddedWidth, int paddedHeight) {
    int plane = paddedWidth * paddedHeight;
    float[] values = new float[PageImage.COLOURS * plane];
    for (int c = 0; c < PageImage.COLOURS; c++) {
      Arrays.fill(values, c * plane, (c + 1) * plane, pixels.value(pixels.padding(), c));
    }
    float[][] lines = new float[image.height()][];
    int done = 0;
    for (int y = 0; y < height; y++) {
      for (; done < down.first(y); done++) {
        lines[done] = null;
      }
      float[] mixed = mixed(y, lines);
      for (int c = 0; c < PageImage.COLOURS; c++) {
        int channel = pixels.channelOf(image, c);
        int to = c * plane + y * paddedWidth;
        for (int x = 0; x < width; x++) {
          values[to + x] = pixels.value(mixed[x * image.channels() + channel], c);
        }
      }
    }
    return new Tensor(values, 1, PageImage.COLOURS, paddedHeight, paddedWidth);
  }

  private float[] mixed(int y, float[][] lines) {
    float[] mixed = new float[width * image.channels()];
    for (int from = down.first(y); from <= down.last(y); from++) {
      if (lines[from] == null) {
        lines[from] = line(from);
      }
      float weight = down.weight(y, from);
      for (int i = 0; i < mixed.length; i++) {
        mixed[i] += weight * lines[from][i];
      }
    }
    return mixed;
  }

  private float[] line(int y) {
    int channels = image.channels();
    float[] line = new float[width * channels];
    for (int x = 0; x < width; x++) {
      for (int from = across.first(x); from <= across.last(x); from++) {
        float weight = across.weight(x, from);
        for (int c = 0; c < channels; c++) {
          line[x * channels + c] += weight * image.sample(from, y, c);
        }
      }
    }
    return line;
  }
}
