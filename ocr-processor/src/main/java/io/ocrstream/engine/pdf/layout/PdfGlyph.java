/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.pdf.layout;

import java.awt.geom.AffineTransform;
import java.awt.geom.Rectangle2D;

/**
 * A character, or a ligature of several, with its position on the page. Positions are relative to
 * the direction of its line: a line that runs down the page starts at the top, and lines follow
 * each other from right to left. They are coordinates of the page after {@link #toLine}.
 *
 * @param text the text that the glyph stands for; U+FFFD if the document does not say
 * @param direction of the line, in clockwise degrees from left-to-right: 0 to 359
 * @param start near edge along the line, in pixels
 * @param end far edge along the line, in pixels
 * @param baseline position across lines in reading order, in pixels
 * @param size em in pixels
 * @param tallest height of the font's ascenders above the baseline, in em
 * @param deepest depth of the font's descenders below the baseline, in em
 * @param visible whether a reader of the page sees it
 * @param confidence 0 to 1
 */
public record PdfGlyph(
    String text,
    int direction,
    double start,
    double end,
    double baseline,
    double size,
    double tallest,
    double deepest,
    boolean visible,
    double confidence) {
  /** Confidence of text that is taken from the document itself. */
  public static final double CERTAIN = 1;

  /** Replacement for a character whose meaning the document does not give. */
  public static final String UNKNOWN = "\uFFFD";

  private static final String WITHOUT_ASCENDER = "acegmnopqrsuvwxyz.,:;_-";
  private static final String WITH_DESCENDER = "gjpqy,;()[]{}|Q_ç";
  private static final double SMALL_LETTER = 0.7;
  private static final double NO_DESCENDER = 0.02;

  /** Returns an invisible copy. */
  public PdfGlyph hidden() {
    return new PdfGlyph(
        text, direction, start, end, baseline, size, tallest, deepest, false, confidence);
  }

  /** Returns a copy with the text {@code other}. */
  public PdfGlyph withText(String other) {
    return new PdfGlyph(
        other, direction, start, end, baseline, size, tallest, deepest, visible, confidence);
  }

  /** Returns a copy on the baseline {@code other}. */
  public PdfGlyph withBaseline(double other) {
    return new PdfGlyph(
        text, direction, start, end, other, size, tallest, deepest, visible, confidence);
  }

  /** Returns a copy that ends where {@code next} starts, if that is a later one of its line. */
  public PdfGlyph reaching(PdfGlyph next) {
    boolean onwards = next.direction == direction && next.baseline == baseline && next.start > end;
    return new PdfGlyph(
        text,
        direction,
        start,
        onwards ? next.start : end,
        baseline,
        size,
        tallest,
        deepest,
        visible,
        confidence);
  }

  /** Returns a space of no width at this glyph's end. */
  public PdfGlyph spaceAfter() {
    return new PdfGlyph(
        " ", direction, end, end, baseline, size, tallest, deepest, visible, confidence);
  }

  public boolean isSpace() {
    return text.isBlank();
  }

  /**
   * Returns the estimated box in pixels of the page. The estimate is from ascenders and descenders,
   * not from the outline.
   */
  public Rectangle2D box() {
    boolean small = text.chars().allMatch(c -> WITHOUT_ASCENDER.indexOf(c) >= 0);
    boolean deep = text.chars().anyMatch(c -> WITH_DESCENDER.indexOf(c) >= 0);
    double top = baseline - size * tallest * (small ? SMALL_LETTER : 1);
    double foot = baseline + size * (deep ? deepest : NO_DESCENDER);
    Rectangle2D box = new Rectangle2D.Double(start, top, end - start, foot - top);
    return direction == 0 ? box : toLine(-direction).createTransformedShape(box).getBounds2D();
  }

  /** Returns the rotation that makes lines of {@code direction} run from left to right. */
  public static AffineTransform toLine(int direction) {
    return AffineTransform.getRotateInstance(Math.toRadians(-direction));
  }
}
