/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.onnx;

import io.ocrstream.engine.image.PageImage;
import io.ocrstream.engine.onnx.models.ModelConfig;
import java.util.List;

/**
 * Detects pieces of text on a page with a segmentation network.
 *
 * <p><b>Threading:</b> any. <b>Bounds:</b> one run of the network, on at most {@code max-edge}
 * squared pixels.
 */
final class Detector {
  /** Edges of the input are multiples of this, because the network halves its input five times. */
  static final int MULTIPLE = 32;

  private final ModelConfig.Detection description;
  private final Network network;

  Detector(ModelConfig.Detection description, Network network) {
    this.description = description;
    this.network = network;
  }

  /** Returns the pieces in pixels of {@code image}, in no particular order. */
  List<TextBox> detect(PageImage image) {
    int edge = Math.max(image.width(), image.height());
    double scale = (double) description.maxEdge() / edge;
    double factor = description.fixed() ? scale : Math.min(1, scale);
    int width = (int) Math.max(1, Math.round(image.width() * factor));
    int height = (int) Math.max(1, Math.round(image.height() * factor));
    Tensor map =
        network.run(
            new PageInput(image, description.pixels(), width, height)
                .tensor(padded(width), padded(height)));
    return new ProbabilityMap(probabilities(map), padded(width), width, height)
        .pieces(description.rules()).stream().map(box -> box.scaled(1 / factor)).toList();
  }

  private int padded(int pixels) {
    return description.fixed()
        ? description.maxEdge()
        : (pixels + MULTIPLE - 1) / MULTIPLE * MULTIPLE;
  }

  private float[] probabilities(Tensor map) {
    float[] values = map.values();
    if (description.output() == ModelConfig.Output.SCORES) {
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) (1 / (1 + Math.exp(-values[i])));
      }
    }
    return values;
  }
}
