/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.onnx;

import io.ocrstream.engine.image.PageImage;
import java.util.List;

/**
 * How a network wants its pixels: each channel less its mean, in units of its deviation.
 *
 * @param channels the three channels in the network's order
 * @param blueFirst whether that is blue, green, red
 * @param padding level of what lies beside the image, 0 to 255
 */
record Pixels(List<Channel> channels, boolean blueFirst, float padding) {
  private static final float WHITE = 255;

  /**
   * A channel.
   *
   * @param mean 0 to 1
   * @param deviation likewise
   */
  record Channel(float mean, float deviation) {}

  /** The image's channel that is the network's channel {@code c}. */
  int channelOf(PageImage image, int c) {
    if (image.channels() == 1) {
      return 0;
    }
    return blueFirst ? PageImage.COLOURS - 1 - c : c;
  }

  /** A level of 0 to 255 as the network's channel {@code c} wants it. */
  float value(float level, int c) {
    Channel channel = channels.get(c);
    return (level / WHITE - channel.mean()) / channel.deviation();
  }
}
