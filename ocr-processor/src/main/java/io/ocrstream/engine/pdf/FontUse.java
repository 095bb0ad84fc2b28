/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.pdf;

import io.ocrstream.engine.pdf.layout.PdfGlyph;
import java.nio.charset.Charset;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Collects the text that a page shows in one font and judges whether its Unicode mapping is right.
 * Broken mappings are a property of a font, so each font is judged on its own.
 *
 * <p><b>Threading:</b> one thread, one page.
 */
final class FontUse {
  /**
   * Distinct character codes whose glyph name contradicts their Unicode mapping, from which the
   * font is rejected.
   */
  static final int MIN_CONTRADICTIONS = 3;

  /**
   * Share of accented letters among a font's letters, from which the font is taken for one of
   * another alphabet.
   */
  static final double MIN_ACCENTED_SHARE = 0.6;

  /** Letters below which the share of accented letters is not significant. */
  static final int MIN_ACCENTED_LETTERS = 12;

  /** Minimum share of an alphabet's ten most frequent letters in text decoded as that alphabet. */
  static final double MIN_FREQUENT_SHARE = 0.4;

  static final Charset WESTERN = Charset.forName("windows-1252");

  /** An alphabet that old programs show in Western fonts, with its ten most frequent letters. */
  enum Alphabet {
    CYRILLIC("windows-1251", "оеаинтсрвл"),
    GREEK("windows-1253", "αοιετσνηυρ");

    private final Charset charset;
    private final String frequent;

    Alphabet(String charset, String frequent) {
      this.charset = Charset.forName(charset);
      this.frequent = frequent;
    }

    private boolean isOf(String mislabelled, long letters) {
      String meant = decoded(mislabelled, charset).toLowerCase(Locale.ROOT);
      // Greek vowels carry accents; they count without them.
      String plain = Normalizer.normalize(meant, Normalizer.Form.NFD);
      long found = plain.chars().filter(c -> frequent.indexOf(c) >= 0).count();
      return found >= MIN_FREQUENT_SHARE * letters;
    }
  }

  private final StringBuilder text = new StringBuilder();
  private final Set<Integer> agreeing = new HashSet<>();
  private final Set<Integer> contradicting = new HashSet<>();

  /**
   * Adds a visible character.
   *
   * @param code the character code in the font
   * @param said the text that the document maps the code to
   * @param named the text that the glyph name stands for; null if the name has no known meaning
   */
  void add(int code, String said, @Nullable String named) {
    text.append(said);
    if (named != null && isPlain(said) && isPlain(named)) {
      (said.equals(named) ? agreeing : contradicting).add(code);
    }
  }

  /*
   * Fonts of other alphabets often have Latin glyph names. Only a basic Latin letter or digit that
   * is mapped to another one is an error.
   */
  private static boolean isPlain(String text) {
    char c = text.length() == 1 ? text.charAt(0) : 0;
    return c < 0x80 && Character.isLetterOrDigit(c);
  }

  /** Returns the text shown in this font, without spaces. */
  String text() {
    return text.toString();
  }

  /** Returns whether the Unicode mapping contradicts the glyph names. */
  boolean isContradictory() {
    return contradicting.size() >= MIN_CONTRADICTIONS && contradicting.size() > agreeing.size();
  }

  /**
   * Returns the text of a glyph whose code is a byte of {@code charset}.
   *
   * @param code the character code; the encoding of Western fonts lacks some, and {@code said} is a
   *     bullet or unknown then
   */
  static String decoded(String said, int code, Charset charset) {
    if (said.equals(PdfGlyph.UNKNOWN) || said.equals("•")) {
      boolean isByte = code >= 0x80 && code <= 0xFF;
      return isByte ? new String(new byte[] {(byte) code}, charset) : said;
    }
    return decoded(said, charset);
  }

  /** Returns {@code mislabelled} with its windows-1252 bytes decoded as {@code charset}. */
  static String decoded(String mislabelled, Charset charset) {
    return new String(mislabelled.getBytes(WESTERN), charset);
  }

  /**
   * Returns the code page of the font's text if its bytes are mapped as Western letters; empty if
   * they are Western.
   */
  Optional<Charset> mislabelled() {
    long letters = text.chars().filter(Character::isLetter).count();
    long accented = text.chars().filter(c -> c >= 0xC0 && c <= 0xFF).count();
    if (letters < MIN_ACCENTED_LETTERS || accented < MIN_ACCENTED_SHARE * letters) {
      return LatinCodePages.of(text.toString());
    }
    return Arrays.stream(Alphabet.values())
        .filter(alphabet -> alphabet.isOf(text.toString(), letters))
        .map(alphabet -> alphabet.charset)
        .findFirst();
  }
}
