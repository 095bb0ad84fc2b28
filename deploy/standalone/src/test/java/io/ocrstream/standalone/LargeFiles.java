/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.standalone;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.ocrstream.TestFont;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes documents of any size: scanned pages in colour and without compression, each with its
 * number on it. Holds one page in memory.
 */
final class LargeFiles {
  /** Bytes of a page: A4 at 300 dpi. */
  static final int PAGE_BYTES = 3 * 2480 * 3508;

  private static final int WIDTH = 2480;
  private static final int HEIGHT = 3508;
  private static final int DOTS_PER_INCH = 300;

  private LargeFiles() {}

  /** Returns the text on a page. */
  static String text(int number) {
    return "This is page " + number + " of a large document";
  }

  /** Writes a PDF with a separate image for each page. */
  static Path pdf(Path file, int pages) throws IOException {
    try (Counted out = new Counted(file)) {
      out.text("%PDF-1.4\n");
      List<Long> positions = new ArrayList<>();
      StringBuilder kids = new StringBuilder();
      for (int i = 0; i < pages; i++) {
        kids.append(3 + 3 * i).append(" 0 R ");
      }
      object(out, positions, "<</Type/Catalog/Pages 2 0 R>>");
      object(out, positions, "<</Type/Pages/Count " + pages + "/Kids[" + kids + "]>>");
      for (int i = 0; i < pages; i++) {
        int own = 3 + 3 * i;
        object(
            out,
            positions,
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595.2 841.92]/Contents %d 0 R/Resources<</XObject<</I %d 0 R>>>>>>"
                .formatted(own + 1, own + 2));
        String content = "q 595.2 0 0 841.92 0 0 cm /I Do Q";
        object(
            out,
            positions,
            "<</Length %d>>stream%n%s%nendstream".formatted(content.length(), content));
        positions.add(out.position());
        out.text(
            "%d 0 obj%n<</Type/XObject/Subtype/Image/Width %d/Height %d/ColorSpace/DeviceRGB/BitsPerComponent 8/Length %d>>stream%n"
                .formatted(positions.size(), WIDTH, HEIGHT, PAGE_BYTES));
        out.write(picture(i + 1));
        out.text("\nendstream\nendobj\n");
      }
      long table = out.position();
      out.text("xref\n0 %d%n0000000000 65535 f %n".formatted(positions.size() + 1));
      for (long position : positions) {
        out.text("%010d 00000 n %n".formatted(position));
      }
      out.text(
          "trailer<</Size %d/Root 1 0 R>>%nstartxref%n%d%n%%%%EOF%n"
              .formatted(positions.size() + 1, table));
    }
    return file;
  }

  private static void object(Counted out, List<Long> positions, String body) throws IOException {
    positions.add(out.position());
    out.text("%d 0 obj%n%s%nendobj%n".formatted(positions.size(), body));
  }

  /** Writes a TIFF with a directory for each page. */
  static Path tiff(Path file, int pages) throws IOException {
    int entries = 13;
    int directoryBytes = 2 + 12 * entries + 4;
    int behind = 6 + 8;
    try (Counted out = new Counted(file)) {
      out.write(little(8).put("II".getBytes(US_ASCII)).putShort((short) 42).putInt(8 + PAGE_BYTES));
      for (int i = 0; i < pages; i++) {
        long strip = out.position();
        out.write(picture(i + 1));
        long values = out.position() + directoryBytes;
        long next = values + behind + PAGE_BYTES;
        ByteBuffer directory = little(directoryBytes + behind).putShort((short) entries);
        entry(directory, 256, 4, 1, WIDTH);
        entry(directory, 257, 4, 1, HEIGHT);
        entry(directory, 258, 3, 3, values);
        entry(directory, 259, 3, 1, 1);
        entry(directory, 262, 3, 1, 2);
        entry(directory, 273, 4, 1, strip);
        entry(directory, 274, 3, 1, 1);
        entry(directory, 277, 3, 1, 3);
        entry(directory, 278, 4, 1, HEIGHT);
        entry(directory, 279, 4, 1, PAGE_BYTES);
        entry(directory, 282, 5, 1, values + 6);
        entry(directory, 283, 5, 1, values + 6);
        entry(directory, 296, 3, 1, 2);
        directory.putInt(i + 1 < pages ? (int) next : 0);
        directory.putShort((short) 8).putShort((short) 8).putShort((short) 8);
        directory.putInt(DOTS_PER_INCH).putInt(1);
        out.write(directory);
      }
    }
    return file;
  }

  private static void entry(ByteBuffer to, int tag, int type, int count, long value) {
    to.putShort((short) tag).putShort((short) type).putInt(count).putInt((int) value);
  }

  private static ByteBuffer little(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static byte[] picture(int number) {
    BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_3BYTE_BGR);
    Graphics2D graphics = image.createGraphics();
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, WIDTH, HEIGHT);
    graphics.setColor(Color.BLACK);
    for (int line = 0; line < 4; line++) {
      TestFont.draw(graphics, text(number), 60, 300, 400 + 100.0 * line);
    }
    graphics.dispose();
    return ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
  }

  /** A file being written, with its current length. */
  private static final class Counted implements AutoCloseable {
    private final OutputStream out;
    private long position;

    Counted(Path file) throws IOException {
      out = new BufferedOutputStream(Files.newOutputStream(file));
    }

    long position() {
      return position;
    }

    void write(byte[] bytes) throws IOException {
      out.write(bytes);
      position += bytes.length;
    }

    void write(ByteBuffer buffer) throws IOException {
      byte[] bytes = new byte[buffer.flip().remaining()];
      buffer.get(bytes);
      write(bytes);
    }

    void text(String text) throws IOException {
      write(text.getBytes(US_ASCII));
    }

    @Override
    public void close() throws IOException {
      out.close();
    }
  }
}
