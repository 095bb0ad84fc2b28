/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.onnx;

import io.ocrstream.engine.image.PageImage;
import io.ocrstream.engine.onnx.models.Pixels;
import java.util.Arrays;

/**
 * A piece of text that is cut out of the page and deskewed.
 *
 * <p><b>Threading:</b> one thread.
 *
 * @param box the area to cut out; its width runs along the text
 * @param width width in the network's input in pixels, without padding
 * @param height height in the network's input in pixels
 */
record Strip(TextBox box, int width, int height) {
  /**
   * Maximum number of samples per pixel and direction, if the text is much larger than the input.
   */
  private static final int MAX_SAMPLES = 4;

  private static final int WHITE = 255;

  /**
   * Returns the strip of {@code box}, scaled to {@code height} pixels of height and at most {@code
   * maxWidth} of width.
   */
  static Strip of(TextBox box, int height, int maxWidth) {
    long width = Math.round(box.width() * height / Math.max(1, box.height()));
    return new Strip(box, (int) Math.max(1, Math.min(maxWidth, width)), height);
  }

  /**
   * Writes the pixels into the values of a batch, channel by channel.
   *
   * @param from index of the strip's first value
   * @param paddedWidth pixels of a row, at least this strip's width
   */
  void write(PageImage image, Pixels pixels, float[] values, int from, int paddedWidth) {
    Grid grid = new Grid(image, box, width, height);
    float[] levels = new float[image.channels()];
    int plane = paddedWidth * height;
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < paddedWidth; x++) {
        if (x < width) {
          grid.levels(x, y, levels);
        }
        for (int c = 0; c < PageImage.COLOURS; c++) {
          float level = x < width ? levels[pixels.channelOf(image, c)] : pixels.padding();
          values[from + c * plane + y * paddedWidth + x] = pixels.value(level, c);
        }
      }
    }
  }

  /** Returns the strip as a gray image, with a white margin on each side. */
  PageImage gray(PageImage image, int margin) {
    Grid grid = new Grid(image, box, width, height);
    float[] levels = new float[image.channels()];
    int paddedWidth = width + 2 * margin;
    byte[] samples = new byte[paddedWidth * (height + 2 * margin)];
    Arrays.fill(samples, (byte) WHITE);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        grid.levels(x, y, levels);
        float sum = 0;
        for (float level : levels) {
          sum += level;
        }
        samples[(y + margin) * paddedWidth + x + margin] = (byte) Math.round(sum / levels.length);
      }
    }
    return new PageImage(paddedWidth, height + 2 * margin, samples);
  }

  /** Maps pixels of the strip to the page. */
  private static final class Grid {
    private final PageImage image;
    private final double originX;
    private final double originY;
    private final double stepX;
    private final double stepY;
    private final double cosine;
    private final double sine;
    private final int samplesX;
    private final int samplesY;

    Grid(PageImage image, TextBox box, int width, int height) {
      this.image = image;
      this.stepX = box.width() / width;
      this.stepY = box.height() / height;
      this.cosine = Math.cos(box.angle());
      this.sine = Math.sin(box.angle());
      this.originX = box.x() - (box.width() * cosine - box.height() * sine) / 2;
      this.originY = box.y() - (box.width() * sine + box.height() * cosine) / 2;
      this.samplesX = (int) Math.max(1, Math.min(MAX_SAMPLES, Math.round(stepX)));
      this.samplesY = (int) Math.max(1, Math.min(MAX_SAMPLES, Math.round(stepY)));
    }

    void levels(int x, int y, float[] levels) {
      Arrays.fill(levels, 0);
      float weight = 1f / (samplesX * samplesY);
      for (int j = 0; j < samplesY; j++) {
        for (int i = 0; i < samplesX; i++) {
          double along = (x + (i + 0.5) / samplesX) * stepX;
          double across = (y + (j + 0.5) / samplesY) * stepY;
          add(
              originX + along * cosine - across * sine - 0.5,
              originY + along * sine + across * cosine - 0.5,
              weight,
              levels);
        }
      }
    }

    /* Bilinear interpolation between four pixels; edges of the page are extended. */
    private void add(double x, double y, float weight, float[] levels) {
      double cx = Math.max(0, Math.min(image.width() - 1, x));
      double cy = Math.max(0, Math.min(image.height() - 1, y));
      int x0 = (int) cx;
      int y0 = (int) cy;
      int x1 = Math.min(image.width() - 1, x0 + 1);
      int y1 = Math.min(image.height() - 1, y0 + 1);
      float fx = (float) (cx - x0);
      float fy = (float) (cy - y0);
      for (int c = 0; c < levels.length; c++) {
        float top = image.sample(x0, y0, c) * (1 - fx) + image.sample(x1, y0, c) * fx;
        float bottom = image.sample(x0, y1, c) * (1 - fx) + image.sample(x1, y1, c) * fx;
        levels[c] += weight * (top * (1 - fy) + bottom * fy);
      }
    }
  }
}
