/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.onnx.models;

import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The characters that a vocabulary must contain to support a language: all its letters and common
 * punctuation. For Chinese, some of the most frequent characters stand for the rest.
 */
public enum Alphabet {
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
  /** Czech. */
  CES("áčďéěíňóřšťúůýžÁČĎÉĚÍŇÓŘŠŤÚŮÝŽ"),
  /** Greek. */
  ELL("αβγδεζηθικλμνξοπρστυφχψωςάέήίόύώΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩ"),
  /** Korean: some of the most frequent syllables stand for the rest. */
  KOR("가나다라마바사아자차카타파하의이는을를에서고한은도지로기인"),
  /** Polish. */
  POL("ąćęłńóśźżĄĆĘŁŃÓŚŹŻ"),
  /** Russian. */
  RUS("абвгдежзийклмнопрстуфхцчшщъыьэюяАБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЬЭЮЯ"),
  /** Turkish. */
  TUR("çğıöşüÇĞİÖŞÜ"),
  /** Ukrainian. */
  UKR("абвгґдеєжзиіїйклмнопрстуфхцчшщьюяАБВГДЕЄЖЗИІЇЙКЛМНОПРСТУФХЦЧШЩЬЮЯ"),
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

  /** Languages that run from right to left. Words of this engine's lines run from left to right. */
  private static final Set<String> RIGHT_TO_LEFT =
      Set.of("ara", "fas", "heb", "kur", "pus", "snd", "syr", "uig", "urd", "yid");

  private final String own;

  Alphabet(String own) {
    this.own = own;
  }

  /** Returns the languages, by their names in events, that {@code characters} can spell. */
  static SortedSet<String> spelledBy(Collection<String> characters) {
    SortedSet<String> names = new TreeSet<>();
    Arrays.stream(values())
        .filter(language -> language.isSpelledBy(characters))
        .forEach(language -> names.add(language.named()));
    return names;
  }

  /**
   * Returns the languages that a set of models is used for. Of a wanted language that has no
   * alphabet here, the letters are not checked.
   *
   * @param wanted languages that the description names; empty for all that are spelled
   * @throws IllegalArgumentException if {@code characters} lack letters of a wanted language, or it
   *     runs from right to left
   */
  static SortedSet<String> offered(Collection<String> characters, SortedSet<String> wanted) {
    for (String name : wanted) {
      if (RIGHT_TO_LEFT.contains(name)) {
        throw new IllegalArgumentException(
            "languages has %s, which runs from right to left".formatted(name));
      }
      of(name)
          .map(language -> language.missing(characters))
          .filter(missing -> !missing.isEmpty())
          .ifPresent(
              missing -> {
                throw new IllegalArgumentException(
                    "the vocabulary lacks letters of %s: %s"
                        .formatted(name, String.join(" ", missing)));
              });
    }
    return wanted.isEmpty() ? spelledBy(characters) : wanted;
  }

  private static Optional<Alphabet> of(String name) {
    return Arrays.stream(values()).filter(language -> language.named().equals(name)).findFirst();
  }

  private String named() {
    return name().toLowerCase(Locale.ROOT);
  }

  private List<String> missing(Collection<String> characters) {
    return (LATIN + own)
        .codePoints()
        .mapToObj(Character::toString)
        .filter(letter -> !characters.contains(letter))
        .distinct()
        .toList();
  }

  private boolean isSpelledBy(Collection<String> characters) {
    return missing(characters).isEmpty();
  }

  /**
   * Returns whether a text in {@code languages} may contain {@code character}. Other than Latin
   * letters need a language that has them; Chinese characters and full-width punctuation need
   * Chinese. All characters are allowed where {@code languages} is empty, or has one without an
   * alphabet here.
   */
  public static boolean mayHold(List<String> languages, String character) {
    return languages.isEmpty()
        || character.codePoints().allMatch(Alphabet::isWestern)
        || languages.stream().anyMatch(name -> of(name).map(l -> l.has(character)).orElse(true));
  }

  private boolean has(String character) {
    return this == CHI_SIM
        || character
            .codePoints()
            .mapToObj(Character.UnicodeScript::of)
            .allMatch(script -> script == script());
  }

  /* The script of the own letters. */
  private Character.UnicodeScript script() {
    return own.isEmpty()
        ? Character.UnicodeScript.LATIN
        : Character.UnicodeScript.of(own.codePointAt(0));
  }

  private static boolean isWestern(int codePoint) {
    return WESTERN.contains(Character.UnicodeScript.of(codePoint))
        && !WIDE.contains(Character.UnicodeBlock.of(codePoint));
  }
}
