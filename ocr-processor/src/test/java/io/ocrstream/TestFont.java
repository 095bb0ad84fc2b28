/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.GeneralPath;
import java.awt.geom.Rectangle2D;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import org.apache.fontbox.ttf.CmapLookup;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.io.RandomAccessReadBuffer;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDType0Font;

/**
 * The font of all tests that draw text: Liberation Sans (SIL Open Font License 1.1) from PDFBox's
 * jar. Glyph outlines are filled as shapes, so the result does not depend on the machine's fonts or
 * fontconfig.
 *
 * <p><b>Threading:</b> any thread.
 */
public final class TestFont {
  private static final String FILE = "/org/apache/pdfbox/resources/ttf/LiberationSans-Regular.ttf";
  private static final TrueTypeFont FONT = parse();

  private TestFont() {}

  /**
   * Draws a line of text in the pen's colour.
   *
   * @param size font size in pixels
   * @param x left end
   * @param baseline y of the baseline
   */
  public static void draw(Graphics2D pen, String text, double size, double x, double baseline) {
    Object before = pen.getRenderingHint(RenderingHints.KEY_ANTIALIASING);
    pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    pen.fill(outline(text, size, x, baseline));
    pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, before);
  }

  /** Returns the bounding box of the ink that {@link #draw} leaves. */
  public static Rectangle2D ink(String text, double size, double x, double baseline) {
    return outline(text, size, x, baseline).getBounds2D();
  }

  /** Returns the advance width of {@code text}, in pixels. */
  public static double width(String text, double size) {
    return unchecked(
        () -> {
          double units = 0;
          for (int glyph : glyphs(text)) {
            units += FONT.getAdvanceWidth(glyph);
          }
          return units * size / FONT.getUnitsPerEm();
        });
  }

  /** Returns the font for a PDF that embeds it. */
  public static PDFont embeddedIn(PDDocument document) throws IOException {
    try (InputStream file = file()) {
      return PDType0Font.load(document, file);
    }
  }

  private static Shape outline(String text, double size, double x, double baseline) {
    return unchecked(
        () -> {
          double scale = size / FONT.getUnitsPerEm();
          AffineTransform place = new AffineTransform(scale, 0, 0, -scale, x, baseline);
          GeneralPath line = new GeneralPath();
          for (int glyph : glyphs(text)) {
            var outline = FONT.getGlyph().getGlyph(glyph);
            if (outline != null) {
              line.append(outline.getPath().getPathIterator(place), false);
            }
            place.translate(FONT.getAdvanceWidth(glyph), 0);
          }
          return line;
        });
  }

  private static int[] glyphs(String text) throws IOException {
    CmapLookup map = FONT.getUnicodeCmapLookup();
    return text.codePoints().map(map::getGlyphId).toArray();
  }

  private static TrueTypeFont parse() {
    return unchecked(
        () -> {
          try (InputStream file = file()) {
            return new TTFParser().parse(new RandomAccessReadBuffer(file));
          }
        });
  }

  private static InputStream file() {
    return Objects.requireNonNull(PDPage.class.getResourceAsStream(FILE));
  }

  private interface Reading<T> {
    T get() throws IOException;
  }

  private static <T> T unchecked(Reading<T> reading) {
    try {
      return reading.get();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
