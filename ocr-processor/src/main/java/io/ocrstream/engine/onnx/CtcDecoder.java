/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.onnx;

import java.util.ArrayList;
import java.util.List;

/**
 * Decodes connectionist temporal classification: each step names a character or none, and the same
 * character in neighbouring steps is one.
 *
 * @param classes what the classes mean
 * @param blank the class that means no character
 */
record CtcDecoder(Classes classes, int blank) implements Decoder {
  /**
   * Probability from which a space between two characters is believed though none is likelier:
   * networks taught much Chinese see too few of them.
   */
  static final double LEAST_SPACE = 0.02;

  @Override
  public List<DecodedCharacter> decode(Tensor scores, int strip, double used) {
    int steps = scores.size(1);
    List<DecodedCharacter> glyphs = new ArrayList<>();
    int last = blank;
    int first = 0;
    double sure = 0;
    for (int step = 0; step <= steps; step++) {
      // One step past the end is blank, so that what runs up to the end is ended too.
      Classes.Step now =
          step < steps ? classes.best(scores, strip, step) : new Classes.Step(blank, 1, 0);
      if (now.best() != last) {
        if (last != blank) {
          add(glyphs, classes.character(last), sure, (first + step) / (2.0 * steps) / used);
        }
        first = step;
        sure = 0;
      }
      if (now.best() == blank && now.space() >= LEAST_SPACE) {
        add(glyphs, " ", now.space(), (step + 0.5) / steps / used);
      }
      sure = Math.max(sure, now.probability());
      last = now.best();
    }
    return glyphs;
  }

  /* Spaces are only told from each other by what stands between them. */
  private static void add(List<DecodedCharacter> glyphs, String text, double sure, double at) {
    DecodedCharacter glyph = new DecodedCharacter(text, sure, Math.min(1, at));
    if (glyph.isSpace() && (glyphs.isEmpty() || glyphs.get(glyphs.size() - 1).isSpace())) {
      return;
    }
    glyphs.add(glyph);
  }
}
