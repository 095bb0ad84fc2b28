/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.onnx;

import io.ocrstream.engine.image.PageImage;
import io.ocrstream.engine.onnx.models.ModelConfig;
import java.util.List;
import java.util.Optional;

/**
 * Recognises pieces of text, one in each run of the network. On a CPU, runs of several take half as
 * long again per piece, and they need padding.
 *
 * <p><b>Threading:</b> any. <b>Bounds:</b> the longest piece that the network accepts.
 */
final class Recogniser implements PieceReader {
  private static final int MULTIPLE = 16;

  private final ModelConfig.Recognition description;
  private final Network network;
  private final Decoder decoder;

  Recogniser(ModelConfig.Recognition description, Network network, Decoder decoder) {
    this.description = description;
    this.network = network;
    this.decoder = decoder;
  }

  @Override
  public Optional<Piece> read(PageImage image, TextBox box) {
    Strip strip = Strip.of(box, description.size().height(), description.size().maxWidth());
    int width = padded(strip);
    int height = description.size().height();
    float[] values = new float[PageImage.COLOURS * width * height];
    strip.write(image, description.pixels(), values, 0, width);
    Tensor scores = network.run(new Tensor(values, 1, PageImage.COLOURS, height, width));
    List<DecodedCharacter> glyphs = decoder.decode(scores, 0, (double) strip.width() / width);
    return glyphs.stream().allMatch(DecodedCharacter::isSpace)
        ? Optional.empty()
        : Optional.of(new Piece(strip.box(), glyphs));
  }

  private int padded(Strip strip) {
    int width = Math.max(description.size().minWidth(), strip.width());
    int multiple = (width + MULTIPLE - 1) / MULTIPLE * MULTIPLE;
    return Math.min(description.size().maxWidth(), multiple);
  }
}
