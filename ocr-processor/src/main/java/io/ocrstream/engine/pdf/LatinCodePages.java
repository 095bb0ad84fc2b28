/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.pdf;

import io.ocrstream.engine.pdf.layout.PdfGlyph;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Recognises text of central European, Baltic and Turkish code pages that a document labels as
 * Western, such as {@code Za¿ó³æ} for {@code Zażółć}. It is text in which all letters with accents
 * belong to one language of the other code page, and not to any one language of western Europe.
 *
 * <p><b>Threading:</b> any.
 */
final class LatinCodePages {
  /** Characters that differ between the code pages, from which a text is judged. */
  static final int MIN_DIFFERING = 5;

  /** The same, each character counted once. */
  private static final int MIN_DISTINCT = 2;

  /** Minimum share of accented letters that belong to the language. A few are foreign names. */
  private static final double MIN_SHARE = 0.98;

  /** Largest share of accented letters that belong to one Western language. */
  private static final double MAX_WESTERN_SHARE = 0.95;

  /** Letters with accents of the languages that windows-1252 is for. */
  private static final List<String> WESTERN =
      List.of(
          "àâæçéèêëîïôœùûüÿ",
          "äöüß",
          "áéíñóúü",
          "àáâãçéêíóôõúü",
          "àèéìíîòóùú",
          "àçèéíïòóúü",
          "åäöéü",
          "æøåéèêóòôü",
          "áéíóúýþæöð",
          "áíóúýæøð",
          "äöõüšž",
          "áéëïíóöúü");

  /** A language whose code page is labelled as Western, and its letters with accents. */
  private enum Language {
    POLISH("windows-1250", "ąćęłńóśźż"),
    CZECH("windows-1250", "áčďéěíňóřšťúůýž"),
    SLOVAK("windows-1250", "áäčďéíĺľňóôŕšťúýž"),
    HUNGARIAN("windows-1250", "áéíóöőúüű"),
    ROMANIAN("windows-1250", "ăâîşţ"),
    CROATIAN("windows-1250", "čćđšž"),
    TURKISH("windows-1254", "çğıiöşüâîû"),
    LITHUANIAN("windows-1257", "ąčęėįšųūž"),
    LATVIAN("windows-1257", "āčēģīķļņšūž");

    private final Charset charset;
    private final String letters;

    Language(String charset, String letters) {
      this.charset = Charset.forName(charset);
      this.letters = letters;
    }

    private boolean isOf(String text) {
      String decoded = FontUse.decoded(text, charset);
      List<Character> western = new ArrayList<>();
      List<Character> meant = new ArrayList<>();
      List<Character> differing = new ArrayList<>();
      for (int i = 0; i < text.length(); i++) {
        char one = text.charAt(i);
        char other = decoded.charAt(i);
        if (one >= 0x80 && (Character.isLetter(one) || Character.isLetter(other))) {
          western.add(one);
          meant.add(other);
          if (one != other) {
            differing.add(one);
          }
        }
      }
      return differing.size() >= MIN_DIFFERING
          && differing.stream().distinct().count() >= MIN_DISTINCT
          && share(meant, letters) >= MIN_SHARE
          && WESTERN.stream().allMatch(l -> share(western, l) <= MAX_WESTERN_SHARE);
    }

    private static double share(List<Character> some, String letters) {
      long among = some.stream().filter(c -> letters.indexOf(lower(c)) >= 0).count();
      return (double) among / some.size();
    }

    private static char lower(char c) {
      return String.valueOf(c).toLowerCase(Locale.ROOT).charAt(0);
    }
  }

  private LatinCodePages() {}

  /** Returns the code page of {@code said}; empty if it may be Western. */
  static Optional<Charset> of(String said) {
    String text = said.replace(PdfGlyph.UNKNOWN, "");
    if (!FontUse.WESTERN.newEncoder().canEncode(text)) {
      return Optional.empty();
    }
    return Arrays.stream(Language.values())
        .filter(language -> language.isOf(text))
        .map(language -> language.charset)
        .findFirst();
  }
}
