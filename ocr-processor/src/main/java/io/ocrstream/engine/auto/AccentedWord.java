/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.auto;

import io.ocrstream.contracts.Word;
import io.ocrstream.engine.PlainLetters;

/** Adds accents to a word that another reading spells with the same letters. */
final class AccentedWord {
  private AccentedWord() {}

  /**
   * Returns {@code word} with the accents of {@code other} on letters that have none; unchanged if
   * other letters differ too.
   */
  static Word of(Word word, String other) {
    String text = word.text();
    if (text.length() != other.length() || !PlainLetters.of(text).equals(PlainLetters.of(other))) {
      return word;
    }
    StringBuilder accented = new StringBuilder(text);
    for (int i = 0; i < text.length(); i++) {
      String letter = text.substring(i, i + 1);
      if (letter.equals(PlainLetters.of(letter))) {
        accented.setCharAt(i, other.charAt(i));
      }
    }
    return new Word(
        accented.toString(),
        word.x(),
        word.y(),
        word.width(),
        word.height(),
        word.confidence(),
        word.relative());
  }
}
