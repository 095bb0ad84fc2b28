/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.onnx;

import java.util.List;

/**
 * Turns a reading network's output into characters.
 *
 * <p><b>Threading:</b> any.
 */
interface Decoder {
  /**
   * The characters of one strip, in their order.
   *
   * @param scores strips, by steps, by classes
   * @param strip which of the strips
   * @param used part of the padded width that the strip fills, 0 to 1
   */
  List<DecodedCharacter> decode(Tensor scores, int strip, double used);

  /**
   * The decoder that {@code models} want.
   *
   * @param languages of the text, as events name them, or none: which characters may be read
   */
  static Decoder of(ModelSet models, List<String> languages) {
    boolean probabilities = models.recognition().output() == ModelConfig.Output.PROBABILITIES;
    List<String> vocabulary = models.vocabulary();
    return switch (models.recognition().spelling()) {
      case CTC_BLANK_FIRST ->
          new CtcDecoder(new Classes(vocabulary, languages, 1, probabilities), 0);
      case CTC_BLANK_LAST ->
          new CtcDecoder(new Classes(vocabulary, languages, 0, probabilities), vocabulary.size());
      case ATTENTION -> new AttentionDecoder(new Classes(vocabulary, languages, 0, probabilities));
    };
  }
}
