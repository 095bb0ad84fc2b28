/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.image;

/**
 * A page's pixels on the Java heap, for engines that are not Leptonica's.
 *
 * <p><b>Threading:</b> any; it never changes. <b>Bounds:</b> a byte for each sample.
 */
public final class PageImage {
  /** Samples of a pixel in colour: red, green, blue. */
  public static final int COLOURS = 3;

  private final int width;
  private final int height;
  private final int channels;
  private final byte[] samples;

  /**
   * Takes {@code samples} over.
   *
   * @param width pixels
   * @param height pixels
   * @param samples line by line, from the top left: one a pixel for gray, {@link #COLOURS} for
   *     colour
   */
  public PageImage(int width, int height, byte[] samples) {
    this.width = width;
    this.height = height;
    this.channels = samples.length / (width * height);
    this.samples = samples;
    if (samples.length != width * height * channels || (channels != 1 && channels != COLOURS)) {
      throw new IllegalArgumentException("%d samples".formatted(samples.length));
    }
  }

  /** Pixels. */
  public int width() {
    return width;
  }

  /** Pixels. */
  public int height() {
    return height;
  }

  /** Samples a pixel: 1 or {@link #COLOURS}. */
  public int channels() {
    return channels;
  }

  /**
   * A sample, 0 to 255.
   *
   * @param x from the left edge
   * @param y from the top edge
   * @param channel below {@link #channels()}
   */
  public int sample(int x, int y, int channel) {
    return samples[(y * width + x) * channels + channel] & 0xFF;
  }

  /** The image turned by {@code quarters} clockwise, 0 to 3. */
  public PageImage turned(int quarters) {
    return switch (quarters) {
      case 0 -> this;
      case 1 -> quarterTurned();
      case 2 -> quarterTurned().quarterTurned();
      case 3 -> quarterTurned().quarterTurned().quarterTurned();
      default -> throw new IllegalArgumentException(quarters + " quarters");
    };
  }

  private PageImage quarterTurned() {
    byte[] turned = new byte[samples.length];
    int to = 0;
    for (int y = 0; y < width; y++) {
      for (int x = 0; x < height; x++) {
        int from = ((height - 1 - x) * width + y) * channels;
        for (int c = 0; c < channels; c++) {
          turned[to++] = samples[from + c];
        }
      }
    }
    return new PageImage(/* width= */ height, /* height= */ width, turned);
  }
}
