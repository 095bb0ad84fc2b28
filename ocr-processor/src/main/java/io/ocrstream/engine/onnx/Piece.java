/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.onnx;

import java.util.ArrayList;
import java.util.List;

/**
 * A recognised piece of text.
 *
 * @param box its position; the width runs along the text
 * @param glyphs its characters in order, at least one of them not a space
 */
record Piece(TextBox box, List<DecodedCharacter> glyphs) {
  /** Returns the mean probability of the characters. */
  double confidence() {
    return glyphs.stream().mapToDouble(DecodedCharacter::probability).average().orElseThrow();
  }

  /**
   * A word of the piece.
   *
   * @param text its characters
   * @param box its position
   * @param confidence mean probability of its characters
   */
  record Part(String text, TextBox box, double confidence) {}

  /** Returns the words, which are separated by spaces. */
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
