/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.onnx.models;

import io.ocrstream.engine.image.PageImage;
import java.util.List;

/**
 * The normalisation of a network's input: each channel minus its mean, divided by its standard
 * deviation.
 *
 * @param channels the three channels in the network's order
 * @param blueFirst whether the order is blue, green, red
 * @param padding level of padding pixels, 0 to 255
 */
public record Pixels(List<Channel> channels, boolean blueFirst, float padding) {
  private static final float WHITE = 255;

  /**
   * A channel.
   *
   * @param mean mean level, 0 to 1
   * @param deviation standard deviation of levels, 0 to 1
   */
  public record Channel(float mean, float deviation) {}

  /** Returns the image's channel that corresponds to the network's channel {@code c}. */
  public int channelOf(PageImage image, int c) {
    if (image.channels() == 1) {
      return 0;
    }
    return blueFirst ? PageImage.COLOURS - 1 - c : c;
  }

  /** Returns the normalised value of a level of 0 to 255 in the network's channel {@code c}. */
  public float value(float level, int c) {
    Channel channel = channels.get(c);
    return (level / WHITE - channel.mean()) / channel.deviation();
  }
}
