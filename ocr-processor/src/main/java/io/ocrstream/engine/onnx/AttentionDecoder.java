/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.onnx;

import java.util.ArrayList;
import java.util.List;

/**
 * Decodes an attention network: each step is the next character, until the end class, which follows
 * the vocabulary. The network gives no positions, so characters are spread evenly over the strip.
 *
 * @param classes meaning of the output classes
 */
record AttentionDecoder(OutputClasses classes) implements Decoder {
  @Override
  public List<DecodedCharacter> decode(Tensor scores, int strip, double used) {
    List<OutputClasses.Step> steps = new ArrayList<>();
    for (int step = 0; step < scores.size(1); step++) {
      OutputClasses.Step now = classes.best(scores, strip, step);
      if (now.best() >= classes.count()) {
        break;
      }
      steps.add(now);
    }
    List<DecodedCharacter> glyphs = new ArrayList<>();
    for (int i = 0; i < steps.size(); i++) {
      OutputClasses.Step step = steps.get(i);
      double at = (i + 0.5) / steps.size();
      glyphs.add(new DecodedCharacter(classes.character(step.best()), step.probability(), at));
    }
    return glyphs;
  }
}
