/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine;

import io.ocrstream.TestFont;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Image;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntBinaryOperator;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.rendering.ImageType;
import org.apache.pdfbox.rendering.PDFRenderer;

/** Draws gray sheets: lines of text, shapes, or the brightness of each pixel. */
public final class GraySheet {
  /** Width of a sheet in pixels. */
  static final int WIDTH = 1240;

  /** Height of a sheet in pixels. */
  static final int HEIGHT = 1754;

  /** Resolution of lines that are drawn without another one. */
  static final int DPI = 180;

  private GraySheet() {}

  /** Mirrors left and right. */
  static BufferedImage mirrored(BufferedImage image) {
    return moved(image, new AffineTransform(-1, 0, 0, 1, image.getWidth(), 0), false);
  }

  /** Turns by clockwise quarter turns. */
  static BufferedImage turned(BufferedImage image, int quarters) {
    AffineTransform turn =
        AffineTransform.getQuadrantRotateInstance(
            quarters, image.getWidth() / 2.0, image.getHeight() / 2.0);
    if (quarters % 2 == 0) {
      return moved(image, turn, false);
    }
    double shift = (image.getHeight() - image.getWidth()) / 2.0;
    turn.preConcatenate(AffineTransform.getTranslateInstance(shift, -shift));
    return moved(image, turn, true);
  }

  private static BufferedImage moved(Image image, AffineTransform move, boolean swapsSides) {
    int width = image.getWidth(null);
    int height = image.getHeight(null);
    BufferedImage other = blank(swapsSides ? height : width, swapsSides ? width : height);
    Graphics2D pen = other.createGraphics();
    pen.drawImage(image, move, null);
    pen.dispose();
    return other;
  }

  /** Draws lines 34 pixels high and 60 apart, with margins of 60 pixels. */
  static BufferedImage text(List<String> lines) throws IOException {
    return text(lines, DPI);
  }

  /** Draws lines as {@link #text(List)} does, at another resolution. */
  static BufferedImage text(List<String> lines, int dpi) throws IOException {
    try (PDDocument document = new PDDocument()) {
      PDPage page = new PDPage(new PDRectangle(450, 40 + 24 * lines.size()));
      document.addPage(page);
      try (PDPageContentStream pen = new PDPageContentStream(document, page)) {
        pen.setFont(TestFont.embeddedIn(document), 13);
        for (int i = 0; i < lines.size(); i++) {
          pen.beginText();
          pen.newLineAtOffset(30, page.getMediaBox().getHeight() - 36 - 24 * i);
          pen.showText(lines.get(i));
          pen.endText();
        }
      }
      return new PDFRenderer(document).renderImageWithDPI(0, dpi, ImageType.GRAY);
    }
  }

  /** Paints on a white sheet. */
  static BufferedImage painted(Consumer<Graphics2D> painter) {
    BufferedImage image = blank(WIDTH, HEIGHT);
    Graphics2D pen = image.createGraphics();
    pen.setColor(Color.BLACK);
    painter.accept(pen);
    pen.dispose();
    return image;
  }

  /** Draws a sheet from the brightness of each pixel, 0 to 255. */
  static BufferedImage drawn(IntBinaryOperator brightness) {
    BufferedImage image = blank(WIDTH, HEIGHT);
    for (int y = 0; y < HEIGHT; y++) {
      for (int x = 0; x < WIDTH; x++) {
        int gray = Math.max(0, Math.min(255, brightness.applyAsInt(x, y)));
        image.getRaster().setSample(x, y, 0, gray);
      }
    }
    return image;
  }

  /** Returns a white sheet. */
  public static BufferedImage blank(int width, int height) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
    Graphics2D pen = image.createGraphics();
    pen.setColor(Color.WHITE);
    pen.fillRect(0, 0, width, height);
    pen.dispose();
    return image;
  }
}
