/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.image;

/**
 * The pixels of a page on the Java heap, for engines that do not use Leptonica.
 *
 * <p><b>Threading:</b> any; immutable. <b>Bounds:</b> one byte for each sample.
 */
public final class PageImage {
  /** Samples of a colour pixel: red, green, blue. */
  public static final int COLOURS = 3;

  private final int width;
  private final int height;
  private final int channels;
  private final byte[] samples;

  /**
   * Takes ownership of {@code samples}.
   *
   * @param width pixels
   * @param height pixels
   * @param samples row by row from the top left: one per pixel for gray, {@link #COLOURS} for
   *     colour
   */
  public PageImage(int width, int height, byte[] samples) {
    this.width = width;
    this.height = height;
    this.channels = samples.length / (width * height);
    this.samples = samples;
    if (samples.length != width * height * channels || (channels != 1 && channels != COLOURS)) {
      throw new IllegalArgumentException(
          "%d samples are not those of a gray or colour image".formatted(samples.length));
    }
  }

  /** Returns the width in pixels. */
  public int width() {
    return width;
  }

  /** Returns the height in pixels. */
  public int height() {
    return height;
  }

  /** Returns the samples per pixel: 1 or {@link #COLOURS}. */
  public int channels() {
    return channels;
  }

  /**
   * Returns a sample, 0 to 255.
   *
   * @param x column, from the left
   * @param y row, from the top
   * @param channel below {@link #channels()}
   */
  public int sample(int x, int y, int channel) {
    return samples[(y * width + x) * channels + channel] & 0xFF;
  }

  /** Returns the image rotated by {@code quarters} clockwise quarter turns, 0 to 3. */
  public PageImage turned(int quarters) {
    return switch (quarters) {
      case 0 -> this;
      case 1 -> quarterTurned();
      case 2 -> quarterTurned().quarterTurned();
      case 3 -> quarterTurned().quarterTurned().quarterTurned();
      default -> throw new IllegalArgumentException(quarters + " quarter turns are not 0 to 3");
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
