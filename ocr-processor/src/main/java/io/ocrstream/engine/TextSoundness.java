/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine;

import java.util.List;

/**
 * Whether a page's own text can be taken at its word. It cannot where the page shows pictures
 * rather than text, or letters drawn as outlines; where characters have no meaning; or where they
 * have the wrong one, as fonts with a broken table of meanings give.
 *
 * <p><b>Threading:</b> any.
 */
final class TextSoundness {
  /** Pictures that cover less of a page, without text on them, are logos and ornaments. */
  static final double LARGEST_ORNAMENT = 0.1;

  /** Most characters without a meaning, as part of all. */
  static final double MOST_UNKNOWN = 0.1;

  /** Least letters and digits, as part of all characters; of repeated ones, the first counts. */
  static final double LEAST_LETTERS = 0.5;

  /** Least likeness to the letters of written language, see {@link #likeness}. */
  static final double LEAST_LIKENESS = 0.050;

  /** Fewer letters do not show how often each of them is used. */
  static final int LEAST_SAMPLE = 100;

  /** Outlined shapes that a page has for its frames, rules and ornaments. */
  static final int MOST_ORNAMENTS = 100;

  /**
   * How often a to z are used, per thousand: the mean of English, French, Portuguese and Spanish.
   */
  private static final int[] USE = {
    107, 12, 37, 47, 134, 13, 13, 22, 67, 4, 2, 43, 33, 64, 81, 25, 9, 65, 75, 64, 44, 13, 6, 3, 8,
    3
  };

  private static final double PER_THOUSAND = 1000;

  private TextSoundness() {}

  /** Whether a page says all that it shows, and says it legibly. */
  static boolean isSound(PdfSurvey.Findings found, PdfFrame frame) {
    List<Glyph> read = found.glyphs().stream().filter(g -> g.visible() && !g.isSpace()).toList();
    if (read.isEmpty()) {
      return !found.marked();
    }
    return !isPicture(found.pictures(), read, frame)
        && found.outlines() <= Math.max(MOST_ORNAMENTS, 2 * read.size())
        && isLegible(text(read));
  }

  /* A picture with more room than the text beside it may well be a scan of further text. */
  private static boolean isPicture(PageGrid pictures, List<Glyph> read, PdfFrame frame) {
    PageGrid text = new PageGrid(frame.width(), frame.height());
    for (Glyph glyph : read) {
      text.cover(glyph.box().createIntersection(frame.box()));
    }
    double bare = pictures.shareWithout(text);
    return bare > LARGEST_ORNAMENT && bare > text.share();
  }

  private static String text(List<Glyph> glyphs) {
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
      unknown += c == Glyph.UNKNOWN.charAt(0) ? 1 : 0;
      if (c != last || Character.isLetterOrDigit(c)) {
        counted++;
        letters += Character.isLetterOrDigit(c) ? 1 : 0;
      }
      last = c;
    }
    return unknown <= MOST_UNKNOWN * all.length
        && letters >= LEAST_LETTERS * counted
        && likeness(text) >= LEAST_LIKENESS;
  }

  /**
   * How well the use of the letters a to z agrees with that of written language: about 0.065 for
   * text, whatever its language, and about 0.038 for letters that were swapped for others. 1 where
   * there are too few of them to tell, or where other letters prevail.
   */
  static double likeness(String text) {
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
    if (latin < LEAST_SAMPLE || others > latin) {
      return 1;
    }
    double sum = 0;
    for (int i = 0; i < count.length; i++) {
      sum += count[i] * USE[i];
    }
    return sum / latin / PER_THOUSAND;
  }
}
