/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.standalone.scenario;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.zip.CRC32;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;

/** Documents of different bytes and the same text, cut from a bundled sample. */
final class Pages {
  /** The text of {@link #line}. */
  static final String LINE = "The harbour office\n";

  private static final BufferedImage SAMPLE = sample("/samples/english.png");
  private static final int LINE_TOP = 100;
  private static final int LINE_HEIGHT = 80;
  private static final int LINE_WIDTH = 480;

  /** A gray level so light that the engine treats it as paper. */
  private static final int PALE = 250;

  /** Bytes of a PNG's last chunk, or of any chunk without content. */
  private static final int PNG_END = 12;

  // Lower-case first letter: ancillary, so readers may skip it. Lower-case second letter: private.
  private static final byte[] CHUNK = "paDd".getBytes(US_ASCII);

  private Pages() {}

  /**
   * Returns a PNG with one line of text, different for each number, which is read in a fraction of
   * a second.
   */
  static byte[] line(int number) {
    BufferedImage line = copy(SAMPLE.getSubimage(0, LINE_TOP, LINE_WIDTH, LINE_HEIGHT));
    return png(marked(line, number));
  }

  /** Returns a TIFF of full pages, each of which takes almost a second to read. */
  static byte[] book(int number, int pages) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageWriter writer = ImageIO.getImageWritersByFormatName("tiff").next();
    try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
      writer.setOutput(out);
      writer.prepareWriteSequence(null);
      IIOImage page = new IIOImage(marked(copy(SAMPLE), number), null, null);
      for (int i = 0; i < pages; i++) {
        writer.writeToSequence(page, null);
      }
      writer.endWriteSequence();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }

  /** Returns the same page with {@code length} bytes in a chunk that readers skip. */
  static byte[] padded(byte[] png, int length) {
    byte[] typed = new byte[CHUNK.length + length];
    System.arraycopy(CHUNK, 0, typed, 0, CHUNK.length);
    CRC32 checksum = new CRC32();
    checksum.update(typed);
    return ByteBuffer.allocate(png.length + PNG_END + length)
        .put(png, 0, png.length - PNG_END)
        .putInt(length)
        .put(typed)
        .putInt((int) checksum.getValue())
        .put(png, png.length - PNG_END, PNG_END)
        .array();
  }

  private static BufferedImage sample(String name) {
    try (InputStream in = Pages.class.getResourceAsStream(name)) {
      return ImageIO.read(Objects.requireNonNull(in, name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static BufferedImage copy(BufferedImage source) {
    BufferedImage copy =
        new BufferedImage(source.getWidth(), source.getHeight(), BufferedImage.TYPE_BYTE_GRAY);
    copy.getGraphics().drawImage(source, 0, 0, null);
    return copy;
  }

  private static BufferedImage marked(BufferedImage image, int number) {
    int width = image.getWidth();
    image.getRaster().setSample(number % width, number / width, 0, PALE);
    return image;
  }

  private static byte[] png(BufferedImage image) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, "png", bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
