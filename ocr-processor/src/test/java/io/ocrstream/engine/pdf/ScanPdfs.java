/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.pdf;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts;
import org.apache.pdfbox.pdmodel.graphics.image.LosslessFactory;
import org.apache.pdfbox.pdmodel.graphics.image.PDImageXObject;
import org.apache.pdfbox.pdmodel.graphics.state.RenderingMode;
import org.apache.pdfbox.util.Matrix;

/** Builds PDFs of a page with a picture. */
final class ScanPdfs {
  static final int WIDTH = 250;
  static final int HEIGHT = 125;

  /** Size at 250 dpi. */
  static final PDRectangle PAGE = new PDRectangle(72, 36);

  private ScanPdfs() {}

  /** Draws a page. */
  interface Drawing {
    void draw(PDPageContentStream page, PDImageXObject picture) throws IOException;
  }

  static Path fineScan(Path folder, int width, int height) throws IOException {
    Path file = folder.resolve("fine.pdf");
    try (PDDocument document = new PDDocument()) {
      PDPage page = new PDPage(new PDRectangle(width * 72 / 2000f, height * 72 / 2000f));
      document.addPage(page);
      BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_BINARY);
      PDImageXObject picture = LosslessFactory.createFromImage(document, image);
      try (PDPageContentStream content = new PDPageContentStream(document, page)) {
        content.drawImage(
            picture, 0, 0, page.getMediaBox().getWidth(), page.getMediaBox().getHeight());
      }
      document.save(file.toFile());
    }
    return file;
  }

  static void whole(PDPageContentStream page, PDImageXObject picture) throws IOException {
    page.drawImage(picture, 0, 0, 72, 36);
  }

  static Matrix quarter() {
    return new Matrix(0, 72, -36, 0, 36, 0);
  }

  static void written(PDPageContentStream page, PDImageXObject picture, RenderingMode mode)
      throws IOException {
    whole(page, picture);
    page.beginText();
    page.setRenderingMode(mode);
    page.setFont(new PDType1Font(Standard14Fonts.FontName.HELVETICA), 6);
    page.showText("text");
    page.endText();
  }

  static Path pdf(Path folder, int rotation, Drawing drawing) throws IOException {
    return pdf(folder, PAGE, rotation, drawing);
  }

  static Path pdf(Path folder, PDRectangle size, Drawing drawing) throws IOException {
    return pdf(folder, size, 0, drawing);
  }

  static Path pdf(Path folder, PDRectangle size, int rotation, Drawing drawing) throws IOException {
    Path file = folder.resolve("page.pdf");
    try (PDDocument document = new PDDocument()) {
      PDPage page = new PDPage(size);
      page.setRotation(rotation);
      document.addPage(page);
      PDImageXObject picture = LosslessFactory.createFromImage(document, noise());
      try (PDPageContentStream content = new PDPageContentStream(document, page)) {
        drawing.draw(content, picture);
      }
      document.save(file.toFile());
    }
    return file;
  }

  static BufferedImage noise() {
    BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_BYTE_GRAY);
    Random random = new Random(11);
    for (int y = 0; y < HEIGHT; y++) {
      for (int x = 0; x < WIDTH; x++) {
        image.getRaster().setSample(x, y, 0, random.nextInt(256));
      }
    }
    return image;
  }
}
