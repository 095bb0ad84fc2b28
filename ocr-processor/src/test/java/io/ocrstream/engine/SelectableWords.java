/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine;

import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.font.PDFontDescriptor;
import org.apache.pdfbox.text.PDFTextStripper;
import org.apache.pdfbox.text.TextPosition;
import org.apache.pdfbox.util.Matrix;
import org.jspecify.annotations.Nullable;

/** Extracts the words that are selectable on a page of a PDF, with their boxes. */
public final class SelectableWords extends PDFTextStripper {
  private final List<Selectable> words = new ArrayList<>();
  private final PDPage page;

  /**
   * A word.
   *
   * @param text in content order
   * @param box in points of the page as displayed, from its upper left corner
   */
  public record Selectable(String text, Rectangle2D box) {}

  private SelectableWords(PDPage page) {
    this.page = page;
  }

  /**
   * Returns the words of page {@code number}, from 1.
   *
   * @param turned whether lines run upwards or downwards on the page as displayed. PDFBox then
   *     finds words only if it sorts them; otherwise words are in content order.
   */
  public static List<Selectable> of(Path file, int number, boolean turned) throws IOException {
    try (PDDocument pdf = Loader.loadPDF(file.toFile())) {
      SelectableWords stripper = new SelectableWords(pdf.getPage(number - 1));
      stripper.setSortByPosition(turned);
      // Overlapping text is extracted twice.
      stripper.setSuppressDuplicateOverlappingText(false);
      stripper.setStartPage(number);
      stripper.setEndPage(number);
      stripper.writeText(pdf, new StringWriter());
      return stripper.words;
    }
  }

  @Override
  protected void writeString(String text, List<TextPosition> positions) throws IOException {
    StringBuilder word = new StringBuilder();
    Rectangle2D box = null;
    for (TextPosition position : positions) {
      if (position.getUnicode().isBlank()) {
        add(word, box);
        box = null;
      } else {
        word.append(position.getUnicode());
        box = box == null ? box(position) : box.createUnion(box(position));
      }
    }
    add(word, box);
  }

  private void add(StringBuilder word, @Nullable Rectangle2D box) {
    if (box != null) {
      words.add(new Selectable(word.toString(), box));
      word.setLength(0);
    }
  }

  /** Spans from the baseline to the font's ascent, and is as wide as the glyph's advance. */
  private Rectangle2D box(TextPosition position) throws IOException {
    PDFontDescriptor font = position.getFont().getFontDescriptor();
    Matrix toPage = position.getTextMatrix();
    double advance = position.getFont().getAverageFontWidth() / 1000;
    Point2D start = seen(toPage.transformPoint(0, 0));
    Point2D end = seen(toPage.transformPoint((float) advance, font.getAscent() / 1000));
    Rectangle2D box = new Rectangle2D.Double(start.getX(), start.getY(), 0, 0);
    box.add(end);
    return box;
  }

  private Point2D seen(Point2D point) {
    double width = page.getCropBox().getWidth();
    double height = page.getCropBox().getHeight();
    double x = point.getX();
    double y = point.getY();
    return switch (page.getRotation()) {
      case 90 -> new Point2D.Double(y, x);
      case 180 -> new Point2D.Double(width - x, y);
      case 270 -> new Point2D.Double(height - y, width - x);
      default -> new Point2D.Double(x, height - y);
    };
  }
}
