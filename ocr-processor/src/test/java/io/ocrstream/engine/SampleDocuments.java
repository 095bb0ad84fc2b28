/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine;

import java.awt.Color;
import java.awt.Font;
import java.awt.FontFormatException;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.ImageOutputStream;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts;

/**
 * Generates the project's sample documents from {@link SampleTexts}: a command for when they
 * change. Arguments: the target folder, and the folder of the DejaVu fonts (version 2.37; {@code
 * /usr/share/fonts/truetype/dejavu} with Debian's {@code fonts-dejavu-core}).
 */
public final class SampleDocuments {
  private static final int WIDTH = 1240;
  private static final int LINE = 48;
  private static final int MARGIN = 100;
  private static final int FONT_SIZE = 34;
  private static final double INCHES_PER_METRE = 39.3701;
  private static final int DPI = 200;

  private final Path folder;
  private final Path fonts;
  private final List<String> names = new ArrayList<>();

  private SampleDocuments(Path folder, Path fonts) {
    this.folder = folder;
    this.fonts = fonts;
  }

  /** Runs the command. */
  public static void main(String[] args) throws IOException, FontFormatException {
    System.setProperty("java.awt.headless", "true");
    new SampleDocuments(Files.createDirectories(Path.of(args[0])), Path.of(args[1])).make();
  }

  private void make() throws IOException, FontFormatException {
    png("english.png", page(SampleTexts.ENGLISH, "DejaVuSerif"));
    png("portuguese.png", page(SampleTexts.PORTUGUESE, "DejaVuSerif"));
    png("spanish.png", page(SampleTexts.SPANISH, "DejaVuSans"));
    png("french.png", page(SampleTexts.FRENCH, "DejaVuSans"));
    receipt("receipt-sideways.jpg");
    tiff("letter.tiff");
    pdf("letter.pdf");
    write("notice.gif", "gif", page(SampleTexts.LETTER.get(0), "DejaVuSans"));
    Files.write(folder.resolve("samples.txt"), names);
  }

  /** Draws black on white, in gray levels, so that strokes keep their smooth edges. */
  private BufferedImage page(List<String> lines, String font)
      throws IOException, FontFormatException {
    int height = 2 * MARGIN + lines.size() * LINE;
    BufferedImage image = new BufferedImage(WIDTH, height, BufferedImage.TYPE_BYTE_GRAY);
    Graphics2D pen = image.createGraphics();
    pen.setColor(Color.WHITE);
    pen.fillRect(0, 0, WIDTH, height);
    pen.setColor(Color.BLACK);
    Path file = fonts.resolve(font + ".ttf");
    pen.setFont(Font.createFont(Font.TRUETYPE_FONT, file.toFile()).deriveFont((float) FONT_SIZE));
    pen.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    for (int i = 0; i < lines.size(); i++) {
      pen.drawString(lines.get(i), MARGIN, MARGIN + (i + 1) * LINE);
    }
    pen.dispose();
    return image;
  }

  private void png(String name, BufferedImage image) throws IOException {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("png").next();
    IIOMetadata metadata =
        writer.getDefaultImageMetadata(
            ImageTypeSpecifier.createFromRenderedImage(image), writer.getDefaultWriteParam());
    IIOMetadataNode root = new IIOMetadataNode("javax_imageio_png_1.0");
    IIOMetadataNode size = new IIOMetadataNode("pHYs");
    String dotsPerMetre = Long.toString(Math.round(DPI * INCHES_PER_METRE));
    size.setAttribute("pixelsPerUnitXAxis", dotsPerMetre);
    size.setAttribute("pixelsPerUnitYAxis", dotsPerMetre);
    size.setAttribute("unitSpecifier", "meter");
    root.appendChild(size);
    metadata.mergeTree("javax_imageio_png_1.0", root);
    names.add(name);
    try (ImageOutputStream out = ImageIO.createImageOutputStream(fresh(name).toFile())) {
      writer.setOutput(out);
      writer.write(new IIOImage(image, null, metadata));
    }
    writer.dispose();
  }

  private void write(String name, String format, BufferedImage image) throws IOException {
    names.add(name);
    ImageIO.write(image, format, fresh(name).toFile());
  }

  /** Draws a receipt that is lit from one side and lies on its side, with an EXIF orientation. */
  private void receipt(String name) throws IOException, FontFormatException {
    BufferedImage upright = page(SampleTexts.RECEIPT, "DejaVuSansMono").getSubimage(0, 0, 700, 680);
    BufferedImage lying = new BufferedImage(680, 700, BufferedImage.TYPE_BYTE_GRAY);
    for (int y = 0; y < 680; y++) {
      for (int x = 0; x < 700; x++) {
        int light = 255 - x / 12 - y / 16;
        int gray = upright.getRaster().getSample(x, y, 0) * light / 255;
        lying.getRaster().setSample(y, 699 - x, 0, Math.max(gray, 30));
      }
    }
    ByteArrayOutputStream jpeg = new ByteArrayOutputStream();
    ImageIO.write(lying, "jpg", jpeg);
    names.add(name);
    Files.write(folder.resolve(name), withOrientation(jpeg.toByteArray(), 6));
  }

  /** Inserts an EXIF segment with only the orientation after the start of the image. */
  public static byte[] withOrientation(byte[] jpeg, int orientation) {
    byte[] exif = {
      (byte) 0xFF,
      (byte) 0xE1,
      0,
      34,
      'E',
      'x',
      'i',
      'f',
      0,
      0,
      'M',
      'M',
      0,
      42,
      0,
      0,
      0,
      8,
      0,
      1,
      0x01,
      0x12,
      0,
      3,
      0,
      0,
      0,
      1,
      0,
      (byte) orientation,
      0,
      0,
      0,
      0,
      0,
      0
    };
    byte[] joined = Arrays.copyOf(jpeg, jpeg.length + exif.length);
    System.arraycopy(exif, 0, joined, 2, exif.length);
    System.arraycopy(jpeg, 2, joined, 2 + exif.length, jpeg.length - 2);
    return joined;
  }

  private void tiff(String name) throws IOException, FontFormatException {
    names.add(name);
    ImageWriter writer = ImageIO.getImageWritersByFormatName("tiff").next();
    var compressed = writer.getDefaultWriteParam();
    compressed.setCompressionMode(javax.imageio.ImageWriteParam.MODE_EXPLICIT);
    compressed.setCompressionType("Deflate");
    try (ImageOutputStream out = ImageIO.createImageOutputStream(fresh(name).toFile())) {
      writer.setOutput(out);
      writer.prepareWriteSequence(null);
      for (List<String> lines : SampleTexts.LETTER) {
        writer.writeToSequence(new IIOImage(page(lines, "DejaVuSerif"), null, null), compressed);
      }
      writer.endWriteSequence();
    }
    writer.dispose();
  }

  private void pdf(String name) throws IOException {
    names.add(name);
    try (PDDocument document = new PDDocument()) {
      document.setDocumentId(1L);
      for (List<String> lines : SampleTexts.LETTER.subList(0, 2)) {
        PDPage page = new PDPage(PDRectangle.A5);
        document.addPage(page);
        try (PDPageContentStream pen = new PDPageContentStream(document, page)) {
          pen.beginText();
          pen.setFont(new PDType1Font(Standard14Fonts.FontName.TIMES_ROMAN), 12);
          pen.setLeading(18);
          pen.newLineAtOffset(50, 500);
          for (String line : lines) {
            pen.showText(line);
            pen.newLine();
          }
          pen.endText();
        }
      }
      document.save(fresh(name).toFile());
    }
  }

  /**
   * Image output streams overwrite a file's beginning but keep its old end, so the file is deleted
   * first.
   */
  private Path fresh(String name) throws IOException {
    Path file = folder.resolve(name);
    Files.deleteIfExists(file);
    return file;
  }

  /** Returns the text of sample {@code name}, with pages joined by a space. */
  public static String textOf(String name) {
    List<String> lines =
        switch (name) {
          case "english.png" -> SampleTexts.ENGLISH;
          case "portuguese.png" -> SampleTexts.PORTUGUESE;
          case "spanish.png" -> SampleTexts.SPANISH;
          case "french.png" -> SampleTexts.FRENCH;
          case "receipt-sideways.jpg" -> SampleTexts.RECEIPT;
          case "notice.gif" -> SampleTexts.LETTER.get(0);
          case "letter.tiff" -> SampleTexts.LETTER.stream().flatMap(List::stream).toList();
          case "letter.pdf" ->
              SampleTexts.LETTER.subList(0, 2).stream().flatMap(List::stream).toList();
          default -> throw new IllegalArgumentException("no sample " + name);
        };
    return new String(
            String.join(" ", lines).getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8)
        .replaceAll("\\s+", " ")
        .strip();
  }
}
