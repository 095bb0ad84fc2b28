/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.onnx;

import io.ocrstream.engine.onnx.models.ModelConfig;
import io.ocrstream.engine.onnx.models.ModelSet;
import java.util.List;

/**
 * Converts the output of a recognition network to characters.
 *
 * <p><b>Threading:</b> any.
 */
interface Decoder {
  /**
   * Returns the characters of one strip, in order.
   *
   * @param scores output with the dimensions strips, steps, classes
   * @param strip index of the strip
   * @param used part of the padded width that the strip fills, 0 to 1
   */
  List<DecodedCharacter> decode(Tensor scores, int strip, double used);

  /**
   * Returns the decoder for {@code models}.
   *
   * @param languages languages of the text, by their names in events; empty for all characters
   */
  static Decoder of(ModelSet models, List<String> languages) {
    boolean probabilities = models.recognition().output() == ModelConfig.Output.PROBABILITIES;
    List<String> vocabulary = models.vocabulary();
    return switch (models.recognition().spelling()) {
      case CTC_BLANK_FIRST ->
          new CtcDecoder(new OutputClasses(vocabulary, languages, 1, probabilities), 0);
      case CTC_BLANK_LAST ->
          new CtcDecoder(
              new OutputClasses(vocabulary, languages, 0, probabilities), vocabulary.size());
      case ATTENTION ->
          new AttentionDecoder(new OutputClasses(vocabulary, languages, 0, probabilities));
    };
  }
}
