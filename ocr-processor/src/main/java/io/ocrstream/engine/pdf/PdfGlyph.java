/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.pdf;

import java.awt.geom.Rectangle2D;

/**
 * A character, or a few in one, as a PDF places it. Its place is told along its own line: a line
 * that runs down the page has its start at the top and counts from right to left.
 *
 * @param text what it stands for; U+FFFD where the document does not say
 * @param quarter clockwise quarters from left-to-right to the way that its line runs
 * @param start pixels along the line to its near edge
 * @param end pixels along the line to its far edge
 * @param baseline pixels across lines, in reading order
 * @param size its em, in pixels
 * @param tallest top of its font's letters above the baseline, in parts of the em
 * @param deepest foot of its font's letters below the baseline, in parts of the em
 * @param visible whether whoever looks at the page sees it
 * @param confidence 0 to 1
 */
public record PdfGlyph(
    String text,
    int quarter,
    double start,
    double end,
    double baseline,
    double size,
    double tallest,
    double deepest,
    boolean visible,
    double confidence) {
  /** Of what the document says itself: nothing was guessed. */
  public static final double CERTAIN = 1;

  /** What stands for a character that the document gives no meaning. */
  static final String UNKNOWN = "\uFFFD";

  private static final String WITHOUT_ASCENDER = "acegmnopqrsuvwxyz.,:;_-";
  private static final String WITH_DESCENDER = "gjpqy,;()[]{}|Q_ç";
  private static final double SMALL_LETTER = 0.7;
  private static final double NO_DESCENDER = 0.02;

  /** The same, unseen. */
  PdfGlyph hidden() {
    return new PdfGlyph(
        text, quarter, start, end, baseline, size, tallest, deepest, false, confidence);
  }

  /** The same, saying something else. */
  PdfGlyph saying(String other) {
    return new PdfGlyph(
        other, quarter, start, end, baseline, size, tallest, deepest, visible, confidence);
  }

  /** A space that begins where it ends. */
  PdfGlyph spaceBehind() {
    return new PdfGlyph(
        " ", quarter, end, end, baseline, size, tallest, deepest, visible, confidence);
  }

  boolean isSpace() {
    return text.isBlank();
  }

  /** Its box in pixels of the page, as tight as can be told without its outline. */
  Rectangle2D box() {
    boolean small = text.chars().allMatch(c -> WITHOUT_ASCENDER.indexOf(c) >= 0);
    boolean deep = text.chars().anyMatch(c -> WITH_DESCENDER.indexOf(c) >= 0);
    double top = baseline - size * tallest * (small ? SMALL_LETTER : 1);
    double foot = baseline + size * (deep ? deepest : NO_DESCENDER);
    return switch (quarter) {
      case 1 -> new Rectangle2D.Double(-foot, start, foot - top, end - start);
      case 2 -> new Rectangle2D.Double(-end, -foot, end - start, foot - top);
      case 3 -> new Rectangle2D.Double(top, -end, foot - top, end - start);
      default -> new Rectangle2D.Double(start, top, end - start, foot - top);
    };
  }
}
