/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.onnx;

import java.util.ArrayList;
import java.util.List;

/**
 * A piece of text that was read.
 *
 * @param box where it stands; its width runs along the text
 * @param glyphs its characters in their order, at least one of them no space
 */
record Piece(TextBox box, List<DecodedCharacter> glyphs) {
  /** Mean probability of its characters. */
  double confidence() {
    return glyphs.stream().mapToDouble(DecodedCharacter::probability).average().orElseThrow();
  }

  /**
   * A word of it.
   *
   * @param text its characters
   * @param box where it stands
   * @param confidence mean probability of its characters
   */
  record Part(String text, TextBox box, double confidence) {}

  /** Its words: what spaces part. */
  List<Part> words() {
    List<Part> words = new ArrayList<>();
    List<DecodedCharacter> word = new ArrayList<>();
    double from = 0;
    for (DecodedCharacter glyph : glyphs) {
      if (!glyph.isSpace()) {
        word.add(glyph);
        continue;
      }
      if (!word.isEmpty()) {
        words.add(part(word, from, glyph.at()));
        word.clear();
      }
      from = glyph.at();
    }
    if (!word.isEmpty()) {
      words.add(part(word, from, 1));
    }
    return words;
  }

  private Part part(List<DecodedCharacter> word, double from, double to) {
    StringBuilder text = new StringBuilder();
    double sum = 0;
    for (DecodedCharacter glyph : word) {
      text.append(glyph.text());
      sum += glyph.probability();
    }
    return new Part(text.toString(), box.part(from, to), sum / word.size());
  }
}
