/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.onnx;

import io.ocrstream.engine.PlainLetters;
import java.util.ArrayList;
import java.util.List;

/**
 * Transfers the accents of one recognition of a line to another one's letters, by a minimum edit
 * distance alignment of both.
 *
 * <p><b>Threading:</b> any. <b>Bounds:</b> memory proportional to the product of both lengths.
 */
final class Accents {
  private final List<DecodedCharacter> accented;

  private Accents(List<DecodedCharacter> accented) {
    this.accented = accented;
  }

  /** Returns the accents of {@code piece}. */
  static Accents of(Piece piece) {
    return new Accents(piece.glyphs());
  }

  /**
   * Returns {@code plain} with an accent on each letter that both results agree on except for the
   * accent.
   */
  Piece on(Piece plain) {
    List<DecodedCharacter> glyphs = new ArrayList<>(plain.glyphs());
    int[][] costs = costs(glyphs);
    int i = glyphs.size();
    int j = accented.size();
    while (i > 0 && j > 0) {
      DecodedCharacter letter = glyphs.get(i - 1);
      DecodedCharacter other = accented.get(j - 1);
      if (costs[i][j] == costs[i - 1][j - 1] + cost(letter, other)) {
        i--;
        j--;
        if (isAccented(other, letter)) {
          glyphs.set(i, new DecodedCharacter(other.text(), letter.probability(), letter.at()));
        }
      } else if (costs[i][j] == costs[i - 1][j] + 2) {
        i--;
      } else {
        j--;
      }
    }
    return new Piece(plain.box(), glyphs);
  }

  /* Returns the edit distances between all prefixes of both results. */
  private int[][] costs(List<DecodedCharacter> plain) {
    int[][] costs = new int[plain.size() + 1][accented.size() + 1];
    for (int i = 0; i <= plain.size(); i++) {
      for (int j = 0; j <= accented.size(); j++) {
        if (i == 0 || j == 0) {
          costs[i][j] = 2 * (i + j);
          continue;
        }
        int changed = costs[i - 1][j - 1] + cost(plain.get(i - 1), accented.get(j - 1));
        costs[i][j] = Math.min(changed, 2 + Math.min(costs[i - 1][j], costs[i][j - 1]));
      }
    }
    return costs;
  }

  /* A missing accent costs less than another letter. */
  private static int cost(DecodedCharacter letter, DecodedCharacter other) {
    return letter.text().equals(other.text()) ? 0 : isAccented(other, letter) ? 1 : 3;
  }

  private static boolean isAccented(DecodedCharacter accented, DecodedCharacter letter) {
    String plain = PlainLetters.of(accented.text());
    return !plain.equals(accented.text()) && plain.equals(letter.text());
  }
}
