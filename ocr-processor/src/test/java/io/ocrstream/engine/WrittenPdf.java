/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine;

import io.ocrstream.TestFont;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.PDResources;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.common.PDStream;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.graphics.image.LosslessFactory;
import org.apache.pdfbox.pdmodel.graphics.image.PDImageXObject;

/** Builds PDFs of a page with text, turned or covered by pictures. */
final class WrittenPdf {
  private WrittenPdf() {}

  /** Draws a page. */
  interface Drawing {
    void draw(PDDocument document, PDPageContentStream page) throws IOException;
  }

  static PDImageXObject picture(
      PDDocument document, int width, int height, List<String> lines, int left, int leading)
      throws IOException {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
    java.awt.Graphics2D graphics = image.createGraphics();
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, width, height);
    graphics.setColor(Color.BLACK);
    for (int i = 0; i < lines.size(); i++) {
      TestFont.draw(graphics, lines.get(i), 50, left, leading * (i + 1));
    }
    graphics.dispose();
    return LosslessFactory.createFromImage(document, image);
  }

  /** Turns counterclockwise what is drawn next, because the viewer will turn it clockwise. */
  static void turn(PDPageContentStream pen, int degrees) throws IOException {
    double angle = Math.toRadians(degrees);
    double right = degrees == 90 || degrees == 180 ? 420 : 0;
    double up = degrees == 180 || degrees == 270 ? 300 : 0;
    pen.transform(
        org.apache.pdfbox.util.Matrix.getRotateInstance(angle, (float) right, (float) up));
  }

  static void write(PDDocument document, PDPageContentStream pen, List<String> lines)
      throws IOException {
    writeIn(pen, TestFont.embeddedIn(document), lines);
  }

  static void writeIn(PDPageContentStream pen, PDFont font, List<String> lines) throws IOException {
    pen.beginText();
    pen.setFont(font, 11);
    pen.setLeading(15);
    pen.newLineAtOffset(20, 270);
    for (String line : lines) {
      pen.showText(line);
      pen.newLine();
    }
    pen.endText();
  }

  /** Returns a ToUnicode map that shifts each letter by some places. */
  static PDStream shifted(PDDocument document, int places) throws IOException {
    StringBuilder map = new StringBuilder("/CMapName /X def\n1 begincodespacerange\n<00> <FF>\n");
    map.append("endcodespacerange\n");
    for (char first : new char[] {'a', 'A'}) {
      map.append("26 beginbfchar\n");
      for (int i = 0; i < 26; i++) {
        map.append("<%02X> <%04X>%n".formatted(first + i, first + (i + places) % 26));
      }
      map.append("endbfchar\n");
    }
    byte[] bytes = map.toString().getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    return new PDStream(document, new java.io.ByteArrayInputStream(bytes));
  }

  static PDImageXObject scan(PDDocument document) throws IOException {
    BufferedImage notice = ImageIO.read(SampleFiles.file("notice.gif").toFile());
    BufferedImage gray =
        new BufferedImage(notice.getWidth(), notice.getHeight(), BufferedImage.TYPE_BYTE_GRAY);
    gray.createGraphics().drawImage(notice, 0, 0, Color.WHITE, null);
    return LosslessFactory.createFromImage(document, gray);
  }

  static PDPage page(PDDocument document, int rotation) {
    boolean lying = rotation % 180 != 0;
    PDPage page = new PDPage(new PDRectangle(lying ? 300 : 420, lying ? 420 : 300));
    page.setRotation(rotation);
    page.setResources(new PDResources());
    document.addPage(page);
    return page;
  }

  static Path pdf(Path folder, int rotation, Drawing drawing) throws IOException {
    Path file = Files.createTempFile(folder, "page", ".pdf");
    try (PDDocument document = new PDDocument()) {
      PDPage page = page(document, rotation);
      try (PDPageContentStream pen = new PDPageContentStream(document, page)) {
        drawing.draw(document, pen);
      }
      document.save(file.toFile());
    }
    return file;
  }
}
