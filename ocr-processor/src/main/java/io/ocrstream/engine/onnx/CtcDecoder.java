/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.onnx;

import java.util.ArrayList;
import java.util.List;

/**
 * Decodes connectionist temporal classification (CTC): each step is a character or a blank, and
 * equal characters in consecutive steps are one.
 *
 * @param classes meaning of the output classes
 * @param blank the blank class
 */
record CtcDecoder(OutputClasses classes, int blank) implements Decoder {
  /**
   * Probability of a space from which a blank between two characters counts as a space. It is low
   * because networks trained on much Chinese output few spaces.
   */
  static final double MIN_SPACE_PROBABILITY = 0.02;

  @Override
  public List<DecodedCharacter> decode(Tensor scores, int strip, double used) {
    int steps = scores.size(1);
    List<DecodedCharacter> glyphs = new ArrayList<>();
    int last = blank;
    int first = 0;
    double sure = 0;
    for (int step = 0; step <= steps; step++) {
      // A blank after the last step ends the last character.
      OutputClasses.Step now =
          step < steps ? classes.best(scores, strip, step) : new OutputClasses.Step(blank, 1, 0);
      if (now.best() != last) {
        if (last != blank) {
          add(glyphs, classes.character(last), sure, (first + step) / (2.0 * steps) / used);
        }
        first = step;
        sure = 0;
      }
      if (now.best() == blank && now.space() >= MIN_SPACE_PROBABILITY) {
        add(glyphs, " ", now.space(), (step + 0.5) / steps / used);
      }
      sure = Math.max(sure, now.probability());
      last = now.best();
    }
    return glyphs;
  }

  /* Consecutive spaces are one. */
  private static void add(List<DecodedCharacter> glyphs, String text, double sure, double at) {
    DecodedCharacter glyph = new DecodedCharacter(text, sure, Math.min(1, at));
    if (glyph.isSpace() && (glyphs.isEmpty() || glyphs.get(glyphs.size() - 1).isSpace())) {
      return;
    }
    glyphs.add(glyph);
  }
}
