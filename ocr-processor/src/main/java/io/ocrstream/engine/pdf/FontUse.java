/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.pdf;

import java.nio.charset.Charset;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a page says in one of its fonts. Fonts go wrong one by one, so they are judged one by one.
 *
 * <p><b>Threading:</b> one thread, one page.
 */
final class FontUse {
  /** Characters that must be named otherwise than they are said to be, for a font to be wrong. */
  static final int MIN_CONTRADICTIONS = 3;

  /** Part of a font's letters that carry accents, from which they are no accented letters. */
  static final double MIN_ACCENTED = 0.6;

  /** Letters from which that can be told. */
  static final int MIN_ACCENTED_LETTERS = 12;

  /** Part of the letters that the most frequent ones of Russian make, at the least. */
  static final double MIN_FREQUENT = 0.4;

  private static final String FREQUENT = "оеаинтсрвл";
  private static final Charset WESTERN = Charset.forName("windows-1252");
  private static final Charset CYRILLIC = Charset.forName("windows-1251");

  private final StringBuilder text = new StringBuilder();
  private final Set<Integer> agreeing = new HashSet<>();
  private final Set<Integer> contradicting = new HashSet<>();

  /**
   * Adds a character.
   *
   * @param said what the document says that it means
   * @param named what its name in the font means; null where it has none that tells
   */
  void add(int code, String said, @Nullable String named) {
    text.append(said);
    if (named != null && isPlain(said) && isPlain(named)) {
      (said.equals(named) ? agreeing : contradicting).add(code);
    }
  }

  /* Fonts of other alphabets have Latin names often enough; a letter that is named as another one
   * is wrong in one of the two. */
  private static boolean isPlain(String text) {
    char c = text.length() == 1 ? text.charAt(0) : 0;
    return c < 0x80 && Character.isLetterOrDigit(c);
  }

  /** What is said in it, without spaces. */
  String text() {
    return text.toString();
  }

  /** Whether its table of meanings and the names of its characters say different things. */
  boolean isContradictory() {
    return contradicting.size() >= MIN_CONTRADICTIONS && contradicting.size() > agreeing.size();
  }

  /** Whether Cyrillic text stands in it in the place of Western accented letters. */
  boolean isCyrillicInDisguise() {
    long letters = text.chars().filter(Character::isLetter).count();
    long accented = text.chars().filter(c -> c >= 0xC0 && c <= 0xFF).count();
    if (letters < MIN_ACCENTED_LETTERS || accented < MIN_ACCENTED * letters) {
      return false;
    }
    String meant = undisguised(text.toString()).toLowerCase(java.util.Locale.ROOT);
    long frequent = meant.chars().filter(c -> FREQUENT.indexOf(c) >= 0).count();
    return frequent >= MIN_FREQUENT * letters;
  }

  /** {@code disguised} as its bytes read in Cyrillic. */
  static String undisguised(String disguised) {
    return new String(disguised.getBytes(WESTERN), CYRILLIC);
  }
}
