/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.onnx;

import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The characters that a vocabulary must contain to support a language: all its letters and common
 * punctuation. For Chinese, some of the most frequent characters stand for the rest.
 */
enum Alphabet {
  /** English. */
  ENG(""),
  /** German. */
  DEU("äöüßÄÖÜ"),
  /** Spanish. */
  SPA("áéíóúüñÁÉÍÓÚÜÑ¿¡"),
  /** French. */
  FRA("àâæçéèêëîïôœùûüÿÀÂÇÉÈÊËÎÏÔÙÛ"),
  /** Italian. */
  ITA("àèéìòùÀÈÉÌÒÙ"),
  /** Portuguese. */
  POR("áâãàçéêíóôõúÁÂÃÀÇÉÊÍÓÔÕÚ"),
  /** Simplified Chinese. */
  CHI_SIM("的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里，。、？！：；（）");

  private static final String LATIN =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.,:;!?'\"()-/%&";

  private static final Set<Character.UnicodeScript> WESTERN =
      EnumSet.of(
          Character.UnicodeScript.LATIN,
          Character.UnicodeScript.COMMON,
          Character.UnicodeScript.INHERITED);

  private static final Set<Character.UnicodeBlock> WIDE =
      Set.of(
          Character.UnicodeBlock.HALFWIDTH_AND_FULLWIDTH_FORMS,
          Character.UnicodeBlock.CJK_SYMBOLS_AND_PUNCTUATION);

  private final String own;

  Alphabet(String own) {
    this.own = own;
  }

  /** Returns the languages, by their names in events, that {@code characters} can spell. */
  static SortedSet<String> spelledBy(Collection<String> characters) {
    SortedSet<String> names = new TreeSet<>();
    Arrays.stream(values())
        .filter(language -> language.isSpelledBy(characters))
        .forEach(language -> names.add(language.name().toLowerCase(Locale.ROOT)));
    return names;
  }

  private boolean isSpelledBy(Collection<String> characters) {
    return (LATIN + own).codePoints().mapToObj(Character::toString).allMatch(characters::contains);
  }

  /**
   * Returns whether a text in {@code languages} may contain {@code character}. Chinese characters
   * and full-width punctuation need Chinese. All characters are allowed where {@code languages} is
   * empty.
   */
  static boolean mayHold(List<String> languages, String character) {
    String chinese = CHI_SIM.name().toLowerCase(Locale.ROOT);
    return languages.isEmpty()
        || languages.contains(chinese)
        || character.codePoints().allMatch(Alphabet::isWestern);
  }

  private static boolean isWestern(int codePoint) {
    return WESTERN.contains(Character.UnicodeScript.of(codePoint))
        && !WIDE.contains(Character.UnicodeBlock.of(codePoint));
  }
}
