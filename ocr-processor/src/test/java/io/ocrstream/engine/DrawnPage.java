/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine;

import io.ocrstream.TestFont;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.IntFunction;
import javax.imageio.ImageIO;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.graphics.image.PDImageXObject;

/** Draws pages of printed lines. */
final class DrawnPage {
  /** Points of a pixel at 300 dpi. */
  private static final float POINTS = .24f;

  private DrawnPage() {}

  /** Encodes a scan for a PDF. */
  interface Encoding {
    PDImageXObject in(PDDocument document, BufferedImage scan) throws IOException;
  }

  static BufferedImage paper(int width, int height, Color colour) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D pen = image.createGraphics();
    pen.setColor(colour);
    pen.fillRect(0, 0, width, height);
    pen.dispose();
    return image;
  }

  static Graphics2D pen(BufferedImage image) {
    Graphics2D pen = image.createGraphics();
    pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    return pen;
  }

  /**
   * Writes lines, and disposes of the pen.
   *
   * @param size height of the font in pixels
   * @param first height of the first base line; the others follow {@code step} pixels apart
   * @param colours the colour of a line, by its index
   */
  static void write(
      Graphics2D pen,
      List<String> lines,
      int size,
      int first,
      int step,
      IntFunction<Color> colours) {
    for (int i = 0; i < lines.size(); i++) {
      pen.setColor(colours.apply(i));
      TestFont.draw(pen, lines.get(i), size, 60, first + i * step);
    }
    pen.dispose();
  }

  static Path png(Path folder, BufferedImage image) throws IOException {
    Path file = folder.resolve("page.png");
    ImageIO.write(image, "png", file.toFile());
    return file;
  }

  /**
   * Writes a PDF of a scan.
   *
   * @param marked whether there is a mark beside the scan: such a page is drawn, while the pixels
   *     of a scan alone are copied
   */
  static Path pdf(Path folder, BufferedImage scan, Encoding encoding, boolean marked)
      throws IOException {
    Path file = folder.resolve("scan.pdf");
    try (PDDocument document = new PDDocument()) {
      float width = scan.getWidth() * POINTS;
      float height = scan.getHeight() * POINTS;
      PDPage sheet = new PDPage(new PDRectangle(width, height));
      document.addPage(sheet);
      try (PDPageContentStream content = new PDPageContentStream(document, sheet)) {
        content.drawImage(encoding.in(document, scan), 0, 0, width, height);
        if (marked) {
          content.moveTo(1, 1);
          content.lineTo(3, 1);
          content.stroke();
        }
      }
      document.save(file.toFile());
    }
    return file;
  }
}
