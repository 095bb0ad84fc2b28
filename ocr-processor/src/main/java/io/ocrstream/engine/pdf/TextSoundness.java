/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.pdf;

import io.ocrstream.engine.pdf.layout.PdfGlyph;
import java.text.Normalizer;
import java.util.List;

/**
 * Judges whether a page's text layer is usable. It is not if the page mainly shows images or
 * letters drawn as outlines, if characters have no Unicode mapping, or if the mapping is wrong, as
 * in fonts with a broken ToUnicode table.
 *
 * <p><b>Threading:</b> any.
 */
public final class TextSoundness {
  /** Share of the page up to which images without text on them count as logos and ornaments. */
  static final double MAX_ORNAMENT_SHARE = 0.1;

  /**
   * Share of the page up to which images are ignored beside a usable text layer, such as a
   * letterhead.
   */
  static final double MAX_LOGO_SHARE = 0.02;

  /** Largest share of characters without a meaning between two letters, if they split words. */
  static final double MAX_TORN_SHARE = 0.005;

  /** Largest share of characters without a meaning. */
  static final double MAX_UNKNOWN_SHARE = 0.1;

  /** Smallest share of letters and digits. Of repeated other characters only the first counts. */
  static final double MIN_LETTER_SHARE = 0.5;

  /** Smallest likeness to the letter frequencies of natural language, see {@link #likeness}. */
  static final double MIN_LIKENESS = 0.050;

  /** Letters of a page below which their frequencies are not significant. */
  static final int MIN_SAMPLE_LETTERS = 30;

  /**
   * Letters of a font below which their frequencies are not significant. Higher than for a page,
   * because a page has many fonts and each may be misjudged.
   */
  static final int MIN_FONT_SAMPLE_LETTERS = 100;

  /**
   * Share of the page's characters from which a font is judged. Fonts for formulas and codes have
   * less.
   */
  static final double MIN_FONT_SHARE = 0.25;

  /** Vector shapes that a page may have as frames, rules and ornaments. */
  public static final int MAX_ORNAMENT_SHAPES = 50;

  /** Frequencies of a to z, per thousand: the mean of English, French, Portuguese and Spanish. */
  private static final int[] FREQUENCIES_PER_THOUSAND = {
    107, 12, 37, 47, 134, 13, 13, 22, 67, 4, 2, 43, 33, 64, 81, 25, 9, 65, 75, 64, 44, 13, 6, 3, 8,
    3
  };

  private static final double PER_THOUSAND = 1000;

  private TextSoundness() {}

  /** How a page's text layer is used. */
  enum Verdict {
    /** The text layer is complete. */
    WHOLE,
    /** The text layer is right, but images or drawings on the page may contain more text. */
    PARTIAL,
    /**
     * The text layer is right, but the page mainly shows an image: the page's image is recognised,
     * or the text layer is used if that is not possible.
     */
    SCAN,
    /** The text layer is wrong or nearly empty: the page's image is recognised. */
    UNSOUND
  }

  /** Judges the text layer of a page by its {@code found} content. */
  static Verdict verdict(PdfFindings found, PdfFrame frame) {
    List<PdfGlyph> read = found.glyphs().stream().filter(g -> g.visible() && !g.isSpace()).toList();
    if (read.isEmpty()) {
      return found.marked() ? Verdict.UNSOUND : Verdict.WHOLE;
    }
    PageGrid text = new PageGrid(frame.width(), frame.height());
    read.forEach(glyph -> text.cover(glyph.box().createIntersection(frame.box())));
    PageGrid pictures = new PageGrid(frame.width(), frame.height());
    found.pictures().forEach(pictures::cover);
    double bare = pictures.shareWithout(text);
    // An image that covers more of the page than the text does is probably a scan with text of its
    // own.
    boolean scan = bare > MAX_ORNAMENT_SHARE && bare > text.share();
    boolean drawn = found.shapes() > Math.max(MAX_ORNAMENT_SHAPES, 2 * read.size());
    boolean legible =
        isLegible(text(read))
            && found.fonts().stream().allMatch(font -> isSound(font, read.size()));
    if (drawn || !legible) {
      return Verdict.UNSOUND;
    }
    if (scan && !found.onlyFields()) {
      return Verdict.SCAN;
    }
    boolean further =
        scan || bare > MAX_LOGO_SHARE || isDrawn(found, read) || !found.lettering().isEmpty();
    return further ? Verdict.PARTIAL : Verdict.WHOLE;
  }

  /**
   * Returns whether the page has so many shapes, relative to its characters, that some may be
   * letters.
   */
  static boolean isDrawn(PdfFindings found, List<PdfGlyph> read) {
    return found.shapes() > Math.max(MAX_ORNAMENT_SHAPES, read.size() / 2);
  }

  private static boolean isSound(FontUse font, int read) {
    return !font.isContradictory()
        && (font.mislabelled().isPresent()
            || font.text().length() < MIN_FONT_SHARE * read
            || likeness(font.text(), MIN_FONT_SAMPLE_LETTERS) >= MIN_LIKENESS);
  }

  private static String text(List<PdfGlyph> glyphs) {
    StringBuilder text = new StringBuilder();
    glyphs.forEach(glyph -> text.append(glyph.text()));
    return text.toString();
  }

  /** Returns whether {@code text}, without its spaces, has the characters of natural language. */
  static boolean isLegible(String text) {
    int[] all = text.codePoints().toArray();
    int unknown = 0;
    int letters = 0;
    int counted = 0;
    int last = -1;
    for (int c : all) {
      unknown += c == PdfGlyph.UNKNOWN.charAt(0) ? 1 : 0;
      boolean letter = Character.isLetterOrDigit(c) || isVowelSign(c);
      if (c != last || letter) {
        counted++;
        letters += letter ? 1 : 0;
      }
      last = c;
    }
    return unknown <= MAX_UNKNOWN_SHARE * all.length
        && torn(text) <= MAX_TORN_SHARE * all.length
        && letters >= MIN_LETTER_SHARE * counted
        && likeness(text) >= MIN_LIKENESS;
  }

  /* Scripts of India and South-East Asia write many vowels as marks. */
  private static boolean isVowelSign(int c) {
    int type = Character.getType(c);
    return type == Character.NON_SPACING_MARK || type == Character.COMBINING_SPACING_MARK;
  }

  /* Counts characters without a meaning between two letters. */
  private static int torn(String text) {
    int torn = 0;
    for (int i = 1; i + 1 < text.length(); i++) {
      torn +=
          text.charAt(i) == PdfGlyph.UNKNOWN.charAt(0)
                  && Character.isLetter(text.charAt(i - 1))
                  && Character.isLetter(text.charAt(i + 1))
              ? 1
              : 0;
    }
    return torn;
  }

  /**
   * Returns how well the frequencies of a to z agree with those of natural language: the mean, over
   * the letters of {@code text}, of each letter's usual frequency. It is about 0.065 for text of
   * any language, and about 0.038 if letters are swapped for others. Returns 1 if a to z are too
   * few to judge, or if other letters prevail.
   */
  static double likeness(String text) {
    return likeness(text, MIN_SAMPLE_LETTERS);
  }

  /* Most vowels of Vietnamese carry diacritics; they count without them. */
  private static double likeness(String marked, int sample) {
    String text = Normalizer.normalize(marked, Normalizer.Form.NFD).replace('đ', 'd');
    int[] count = new int[FREQUENCIES_PER_THOUSAND.length];
    int latin = 0;
    int others = 0;
    for (int i = 0; i < text.length(); i++) {
      int letter = Character.toLowerCase(text.charAt(i)) - 'a';
      if (letter >= 0 && letter < count.length) {
        count[letter]++;
        latin++;
      } else if (Character.isLetter(text.charAt(i))) {
        others++;
      }
    }
    if (latin < sample || others > latin) {
      return 1;
    }
    double sum = 0;
    for (int i = 0; i < count.length; i++) {
      sum += count[i] * FREQUENCIES_PER_THOUSAND[i];
    }
    return sum / latin / PER_THOUSAND;
  }
}
