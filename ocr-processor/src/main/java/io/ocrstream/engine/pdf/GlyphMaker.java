/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.pdf;

import io.ocrstream.engine.pdf.layout.PdfGlyph;
import java.awt.geom.AffineTransform;
import java.awt.geom.Point2D;
import java.io.IOException;
import java.text.Normalizer;
import java.util.IdentityHashMap;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDFontDescriptor;
import org.apache.pdfbox.pdmodel.font.PDSimpleFont;
import org.apache.pdfbox.pdmodel.font.PDType3Font;
import org.apache.pdfbox.pdmodel.font.encoding.GlyphList;
import org.apache.pdfbox.util.Matrix;
import org.apache.pdfbox.util.Vector;
import org.jspecify.annotations.Nullable;

/**
 * Converts the characters that a PDF shows into {@link PdfGlyph}s: text, box and baseline in pixels
 * of the page.
 *
 * <p><b>Threading:</b> one thread, one page.
 */
final class GlyphMaker {
  private static final double UNITS_PER_EM = 1000;
  private static final Metrics USUAL_METRICS = new Metrics(0.7, 0.22, 1);

  /**
   * Directions of lines are rounded to multiples of this number of degrees, so that letters of a
   * slightly curved line have one direction.
   */
  private static final int DIRECTION_STEP_DEGREES = 15;

  private static final int FULL_TURN_DEGREES = 360;

  /** Height of a Type 3 font's letters, in font sizes, above which the font size is not its em. */
  private static final double MAX_TYPE3_HEIGHT_EMS = 4;

  /**
   * The bullet of Symbol and Wingdings: by far the most frequent character of the private use area.
   */
  private static final String PRIVATE_BULLET = "\uF0B7";

  private final PdfFrame frame;
  private final IdentityHashMap<PDFont, Metrics> metrics = new IdentityHashMap<>();

  /**
   * Size of a font.
   *
   * @param tallest height of ascenders, in em
   * @param deepest depth of descenders, in em
   * @param em the em, in units of the font size; 1 in all fonts but some of Type 3
   */
  private record Metrics(double tallest, double deepest, double em) {}

  GlyphMaker(PdfFrame frame) {
    this.frame = frame;
  }

  /**
   * Returns the glyph that is shown at {@code matrix}.
   *
   * @param matrix maps em units to points of the page
   * @param advance width (or height, in vertical text) of the glyph, in em
   * @return null if the glyph has no size or no text, as for joiners and other format characters
   */
  @Nullable PdfGlyph glyph(Matrix matrix, PDFont font, int code, Vector advance, boolean visible)
      throws IOException {
    AffineTransform toPixels = new AffineTransform(frame.toPixels());
    toPixels.concatenate(matrix.createAffineTransform());
    Point2D origin = toPixels.transform(new Point2D.Double(), null);
    Metrics m = metrics.computeIfAbsent(font, GlyphMaker::metrics);
    double size = m.em() * toPixels.deltaTransform(new Point2D.Double(0, 1), null).distance(0, 0);
    String text = text(font, code);
    if (text.isEmpty() || !(size > 0) || Double.isInfinite(size)) {
      return null;
    }
    Point2D along = toPixels.deltaTransform(new Point2D.Double(1, 0), null);
    double length = Math.abs(advance.getX()) * along.distance(0, 0);
    if (font.isVertical()) {
      along = toPixels.deltaTransform(new Point2D.Double(0, -1), null);
      length = Math.abs(advance.getY()) * size / m.em();
    }
    int direction = direction(along);
    Point2D onLine = PdfGlyph.toLine(direction).transform(origin, null);
    return new PdfGlyph(
        text,
        direction,
        onLine.getX(),
        onLine.getX() + length,
        onLine.getY(),
        size,
        m.tallest(),
        m.deepest(),
        visible,
        PdfGlyph.CERTAIN);
  }

  private static int direction(Point2D along) {
    double degrees = Math.toDegrees(Math.atan2(along.getY(), along.getX()));
    int steps = (int) Math.round(degrees / DIRECTION_STEP_DEGREES);
    return Math.floorMod(steps * DIRECTION_STEP_DEGREES, FULL_TURN_DEGREES);
  }

  private static String text(PDFont font, int code) {
    String mapped = font.toUnicode(code);
    if (mapped == null || mapped.indexOf('\0') >= 0) {
      mapped = named(font, code);
    }
    if (mapped == null) {
      return PdfGlyph.UNKNOWN;
    }
    StringBuilder text = new StringBuilder();
    mapped.codePoints().forEach(c -> append(text, c));
    return text.toString();
  }

  /**
   * Returns the text that the glyph's name stands for, by the rules of the Adobe Glyph List:
   * underscores separate the parts of a ligature, and a full stop starts the name of a variant.
   *
   * @return null if the font has no name for the code, or the name is not in the list
   */
  static @Nullable String named(PDFont font, int code) {
    if (!(font instanceof PDSimpleFont simple) || simple.getEncoding() == null) {
      return null;
    }
    String name = simple.getEncoding().getName(code);
    if (name == null || name.startsWith(".")) {
      return null;
    }
    int variant = name.indexOf('.');
    StringBuilder text = new StringBuilder();
    for (String part : (variant < 0 ? name : name.substring(0, variant)).split("_", -1)) {
      String meaning = GlyphList.getAdobeGlyphList().toUnicode(part);
      if (meaning == null) {
        return null;
      }
      text.append(meaning);
    }
    return text.toString();
  }

  private static void append(StringBuilder text, int c) {
    switch (Character.getType(c)) {
      case Character.SPACE_SEPARATOR, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
          text.append(' ');
      case Character.CONTROL -> text.append(Character.isWhitespace(c) ? " " : PdfGlyph.UNKNOWN);
      case Character.FORMAT -> text.append(c == 0xAD ? "-" : "");
      case Character.PRIVATE_USE ->
          text.append(c == PRIVATE_BULLET.charAt(0) ? "•" : PdfGlyph.UNKNOWN);
      case Character.UNASSIGNED, Character.SURROGATE -> text.append(PdfGlyph.UNKNOWN);
      default -> text.append(isPresentationForm(c) ? compatibilityText(c) : Character.toString(c));
    }
  }

  /* Ligatures, and presentation forms of Hebrew and Arabic letters. */
  private static boolean isPresentationForm(int c) {
    return (c >= 0xFB00 && c <= 0xFB06)
        || (c >= 0xFB1D && c <= 0xFB4F)
        || (c >= 0xFB50 && c <= 0xFDFF)
        || (c >= 0xFE70 && c <= 0xFEFC);
  }

  private static String compatibilityText(int c) {
    return Normalizer.normalize(Character.toString(c), Normalizer.Form.NFKC).strip();
  }

  /* Many font descriptors have no metrics or absurd ones; those are replaced by usual values. */
  private static Metrics metrics(PDFont font) {
    if (font instanceof PDType3Font drawing) {
      return new Metrics(USUAL_METRICS.tallest(), USUAL_METRICS.deepest(), em(drawing));
    }
    PDFontDescriptor said = font.getFontDescriptor();
    if (said == null) {
      return USUAL_METRICS;
    }
    double capital = said.getCapHeight() / UNITS_PER_EM;
    double descent = Math.abs(said.getDescent()) / UNITS_PER_EM;
    return new Metrics(
        capital >= 0.5 && capital <= 0.85 ? capital : USUAL_METRICS.tallest(),
        descent >= 0.1 && descent <= 0.35 ? descent : USUAL_METRICS.deepest(),
        1);
  }

  /*
   * A Type 3 font may use any unit. Some programs use pixels of a printer, with a font size to
   * match. In these fonts, the height of the letters gives the em.
   */
  private static double em(PDType3Font font) {
    double height = font.getBoundingBox().getHeight() * Math.abs(font.getFontMatrix().getScaleY());
    return height > MAX_TYPE3_HEIGHT_EMS || (height > 0 && height < 1 / MAX_TYPE3_HEIGHT_EMS)
        ? height
        : 1;
  }
}
