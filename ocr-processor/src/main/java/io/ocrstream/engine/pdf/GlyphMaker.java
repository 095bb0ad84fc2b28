/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.pdf;

import java.awt.geom.AffineTransform;
import java.awt.geom.Point2D;
import java.io.IOException;
import java.text.Normalizer;
import java.util.IdentityHashMap;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDFontDescriptor;
import org.apache.pdfbox.pdmodel.font.PDSimpleFont;
import org.apache.pdfbox.pdmodel.font.encoding.GlyphList;
import org.apache.pdfbox.util.Matrix;
import org.apache.pdfbox.util.Vector;
import org.jspecify.annotations.Nullable;

/**
 * Turns what a PDF shows into characters with a place on the page.
 *
 * <p><b>Threading:</b> one thread, one page.
 */
final class GlyphMaker {
  private static final double PER_EM = 1000;
  private static final Metrics USUAL = new Metrics(0.7, 0.22);
  private static final int QUARTER_DEGREES = 90;

  /** The bullet of Symbol and Wingdings, by far the most frequent private character. */
  private static final String PRIVATE_BULLET = "\uF0B7";

  private final PdfFrame frame;
  private final IdentityHashMap<PDFont, Metrics> metrics = new IdentityHashMap<>();

  /** Top and foot of a font's letters, in parts of the em. */
  private record Metrics(double tallest, double deepest) {}

  GlyphMaker(PdfFrame frame) {
    this.frame = frame;
  }

  /**
   * A glyph where {@code matrix} places it.
   *
   * @param matrix from parts of the em to points of the page
   * @param advance in parts of the em
   * @return null where it has no size, or is a mark that joins or breaks others and shows nothing
   */
  @Nullable PdfGlyph glyph(Matrix matrix, PDFont font, int code, Vector advance, boolean visible)
      throws IOException {
    AffineTransform toPixels = new AffineTransform(frame.toPixels());
    toPixels.concatenate(matrix.createAffineTransform());
    Point2D origin = toPixels.transform(new Point2D.Double(), null);
    double size = toPixels.deltaTransform(new Point2D.Double(0, 1), null).distance(0, 0);
    String text = text(font, code);
    if (text.isEmpty() || !(size > 0) || Double.isInfinite(size)) {
      return null;
    }
    Point2D along = toPixels.deltaTransform(new Point2D.Double(1, 0), null);
    double length = Math.abs(advance.getX()) * along.distance(0, 0);
    if (font.isVertical()) {
      along = toPixels.deltaTransform(new Point2D.Double(0, -1), null);
      length = Math.abs(advance.getY()) * size;
    }
    int quarter = quarter(along);
    double start = along(origin, quarter);
    Metrics m = metrics.computeIfAbsent(font, GlyphMaker::metrics);
    return new PdfGlyph(
        text,
        quarter,
        start,
        start + length,
        across(origin, quarter),
        size,
        m.tallest(),
        m.deepest(),
        visible,
        PdfGlyph.CERTAIN);
  }

  private static int quarter(Point2D along) {
    double degrees = Math.toDegrees(Math.atan2(along.getY(), along.getX()));
    return (int) Math.round(degrees / QUARTER_DEGREES) & 3;
  }

  private static double along(Point2D point, int quarter) {
    return switch (quarter) {
      case 1 -> point.getY();
      case 2 -> -point.getX();
      case 3 -> -point.getY();
      default -> point.getX();
    };
  }

  private static double across(Point2D point, int quarter) {
    return switch (quarter) {
      case 1 -> -point.getX();
      case 2 -> -point.getY();
      case 3 -> point.getX();
      default -> point.getY();
    };
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
   * What the name of a character means, as Adobe's list of names says: parts of a ligature stand
   * between underscores, variants behind a full stop. Null where it has no name, or one that means
   * nothing.
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
      default -> text.append(isForm(c) ? spelled(c) : Character.toString(c));
    }
  }

  /* Ligatures, and the forms that letters of Hebrew and Arabic take within a word. */
  private static boolean isForm(int c) {
    return (c >= 0xFB00 && c <= 0xFB06)
        || (c >= 0xFB1D && c <= 0xFB4F)
        || (c >= 0xFB50 && c <= 0xFDFF)
        || (c >= 0xFE70 && c <= 0xFEFC);
  }

  private static String spelled(int c) {
    return Normalizer.normalize(Character.toString(c), Normalizer.Form.NFKC).strip();
  }

  /* Many fonts say nothing of their letters, or nonsense. */
  private static Metrics metrics(PDFont font) {
    PDFontDescriptor said = font.getFontDescriptor();
    if (said == null) {
      return USUAL;
    }
    double capital = said.getCapHeight() / PER_EM;
    double descent = Math.abs(said.getDescent()) / PER_EM;
    return new Metrics(
        capital >= 0.5 && capital <= 0.85 ? capital : USUAL.tallest(),
        descent >= 0.1 && descent <= 0.35 ? descent : USUAL.deepest());
  }
}
