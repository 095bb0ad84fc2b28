/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.pdf;

import java.text.Normalizer;
import java.util.List;

/**
 * Whether a page's own text can be taken at its word. It cannot where the page shows pictures
 * rather than text, or letters drawn as outlines; where characters have no meaning; or where they
 * have the wrong one, as fonts with a broken table of meanings give.
 *
 * <p><b>Threading:</b> any.
 */
public final class TextSoundness {
  /** Pictures that cover less of a page, without text on them, are logos and ornaments. */
  static final double LARGEST_ORNAMENT = 0.1;

  /** The same of pictures without a word on them, as a letter's head has. */
  static final double LARGEST_LOGO = 0.05;

  /** Most characters without a meaning within words, as part of all: they tear words apart. */
  static final double MOST_TORN = 0.005;

  /** Most characters without a meaning, as part of all. */
  static final double MOST_UNKNOWN = 0.1;

  /** Least letters and digits, as part of all characters; of repeated ones, the first counts. */
  static final double LEAST_LETTERS = 0.5;

  /** Least likeness to the letters of written language, see {@link #likeness}. */
  static final double LEAST_LIKENESS = 0.050;

  /** Fewer letters of a page do not show how often each of them is used. */
  static final int LEAST_SAMPLE = 30;

  /** Fewer letters of a font do not: a page has many, and each is a chance to be wrong. */
  static final int LEAST_FONT_SAMPLE = 100;

  /** Part of a page's characters from which a font is judged: formulas and codes have less. */
  static final double LEAST_FONT_SHARE = 0.25;

  /** Shapes like letters that a page has for its frames, rules and ornaments. */
  public static final int MOST_ORNAMENTS = 50;

  /**
   * How often a to z are used, per thousand: the mean of English, French, Portuguese and Spanish.
   */
  private static final int[] USE = {
    107, 12, 37, 47, 134, 13, 13, 22, 67, 4, 2, 43, 33, 64, 81, 25, 9, 65, 75, 64, 44, 13, 6, 3, 8,
    3
  };

  private static final double PER_THOUSAND = 1000;

  private TextSoundness() {}

  /** What is to be done with a page's own text. */
  enum Verdict {
    /** It says all that the page shows. */
    WHOLE,
    /** It is true, but pictures or drawings of the page may say more. */
    PARTIAL,
    /** It is wrong, or next to nothing: the page's image is to be read. */
    UNSOUND
  }

  /** Judges whether a page says all that it shows, and says it legibly. */
  static Verdict verdict(PdfPageAnalyzer.Findings found, PdfFrame frame) {
    List<PdfGlyph> read = found.glyphs().stream().filter(g -> g.visible() && !g.isSpace()).toList();
    if (read.isEmpty()) {
      return found.marked() ? Verdict.UNSOUND : Verdict.WHOLE;
    }
    PageGrid text = new PageGrid(frame.width(), frame.height());
    read.forEach(glyph -> text.cover(glyph.box().createIntersection(frame.box())));
    PageGrid pictures = new PageGrid(frame.width(), frame.height());
    found.pictures().forEach(pictures::cover);
    double bare = pictures.shareWithout(text);
    // A picture with more room than the text beside it may well be a scan of further text.
    boolean scan = bare > LARGEST_ORNAMENT && bare > text.share();
    boolean drawn = found.shapes() > Math.max(MOST_ORNAMENTS, 2 * read.size());
    boolean legible =
        isLegible(text(read))
            && found.fonts().stream().allMatch(font -> isSound(font, read.size()));
    if (drawn || !legible || (scan && !found.onlyFields())) {
      return Verdict.UNSOUND;
    }
    boolean further = scan || bare > LARGEST_LOGO || isDrawn(found, read);
    return further ? Verdict.PARTIAL : Verdict.WHOLE;
  }

  /** Whether so many shapes are drawn beside the characters that some may be letters. */
  static boolean isDrawn(PdfPageAnalyzer.Findings found, List<PdfGlyph> read) {
    return found.shapes() > Math.max(MOST_ORNAMENTS, read.size() / 2);
  }

  private static boolean isSound(FontUse font, int read) {
    return !font.isContradictory()
        && (font.isCyrillicInDisguise()
            || font.text().length() < LEAST_FONT_SHARE * read
            || likeness(font.text(), LEAST_FONT_SAMPLE) >= LEAST_LIKENESS);
  }

  private static String text(List<PdfGlyph> glyphs) {
    StringBuilder text = new StringBuilder();
    glyphs.forEach(glyph -> text.append(glyph.text()));
    return text.toString();
  }

  /** Whether {@code text}, without its spaces, is made of characters that language is made of. */
  static boolean isLegible(String text) {
    int[] all = text.codePoints().toArray();
    int unknown = 0;
    int letters = 0;
    int counted = 0;
    int last = -1;
    for (int c : all) {
      unknown += c == PdfGlyph.UNKNOWN.charAt(0) ? 1 : 0;
      if (c != last || Character.isLetterOrDigit(c)) {
        counted++;
        letters += Character.isLetterOrDigit(c) ? 1 : 0;
      }
      last = c;
    }
    return unknown <= MOST_UNKNOWN * all.length
        && torn(text) <= MOST_TORN * all.length
        && letters >= LEAST_LETTERS * counted
        && likeness(text) >= LEAST_LIKENESS;
  }

  /* Between two letters. */
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
   * How well the use of the letters a to z agrees with that of written language: about 0.065 for
   * text, whatever its language, and about 0.038 for letters that were swapped for others. 1 where
   * there are too few of them to tell, or where other letters prevail.
   */
  static double likeness(String text) {
    return likeness(text, LEAST_SAMPLE);
  }

  /* Vowels of Vietnamese mostly carry marks; without them they count. */
  private static double likeness(String marked, int sample) {
    String text = Normalizer.normalize(marked, Normalizer.Form.NFD).replace('đ', 'd');
    int[] count = new int[USE.length];
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
      sum += count[i] * USE[i];
    }
    return sum / latin / PER_THOUSAND;
  }
}
