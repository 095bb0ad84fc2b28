/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.worker;

import io.ocrstream.TestFont;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;

/** Creates documents of pages with one line of text each. */
public final class WorkerPages {
  private static final int WIDTH = 800;
  private static final int HEIGHT = 160;
  private static final int FONT_SIZE = 40;

  private WorkerPages() {}

  /** Writes a TIFF with one of {@code lines} on each page. */
  public static Path tiff(Path file, Iterable<String> lines) throws IOException {
    Iterator<ImageWriter> writers = ImageIO.getImageWritersByFormatName("tiff");
    ImageWriter writer = writers.next();
    try (ImageOutputStream out = ImageIO.createImageOutputStream(file.toFile())) {
      writer.setOutput(out);
      ImageWriteParam compressed = writer.getDefaultWriteParam();
      compressed.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
      compressed.setCompressionType("Deflate");
      writer.prepareWriteSequence(null);
      for (String line : lines) {
        writer.writeToSequence(new IIOImage(page(line), null, null), compressed);
      }
      writer.endWriteSequence();
    } finally {
      writer.dispose();
    }
    return file;
  }

  private static BufferedImage page(String line) {
    BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_BYTE_GRAY);
    Graphics2D pen = image.createGraphics();
    pen.setColor(Color.WHITE);
    pen.fillRect(0, 0, WIDTH, HEIGHT);
    pen.setColor(Color.BLACK);
    TestFont.draw(pen, line, FONT_SIZE, FONT_SIZE, HEIGHT / 2.0);
    pen.dispose();
    return image;
  }
}
