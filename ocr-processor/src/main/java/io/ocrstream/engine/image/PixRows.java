/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.image;

import com.sun.jna.Pointer;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.awt.image.DataBufferInt;
import java.util.Arrays;
import net.sourceforge.lept4j.Leptonica1;
import net.sourceforge.lept4j.Pix;

/**
 * Copies pixels between Java arrays and native images. Leptonica stores pixels in 32-bit words of
 * native byte order, with the leftmost pixel in the high bits.
 */
public final class PixRows {
  private static final int WORD_BYTES = Integer.BYTES;

  private PixRows() {}

  /** Copies an image of 8-bit gray or 32-bit RGB. The caller closes the copy. */
  public static PixImage copyOf(BufferedImage image) {
    int width = image.getWidth();
    int height = image.getHeight();
    return image.getRaster().getDataBuffer() instanceof DataBufferInt rgb
        ? copyOf(rgb.getData(), width, height)
        : copyOf(new PageImage(width, height, gray(image)));
  }

  private static byte[] gray(BufferedImage image) {
    return ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
  }

  private static PixImage copyOf(int[] rgb, int width, int height) {
    PixImage raster = PixImage.colour(width, height, /* withAlpha= */ false);
    int[] row = new int[width];
    for (int y = 0; y < height; y++) {
      int from = y * width;
      Arrays.setAll(row, x -> rgb[from + x] << 8);
      raster.setRow(y, row);
    }
    return raster;
  }

  /** Copies a gray image. The caller closes the copy. */
  public static PixImage copyOf(PageImage gray) {
    PixImage raster = PixImage.gray(gray.width(), gray.height());
    int[] row = new int[(gray.width() + WORD_BYTES - 1) / WORD_BYTES];
    int[] samples = new int[gray.width()];
    for (int y = 0; y < gray.height(); y++) {
      for (int x = 0; x < samples.length; x++) {
        samples[x] = gray.sample(x, y, 0);
      }
      pack(samples, row);
      raster.setRow(y, row);
    }
    return raster;
  }

  /** Packs gray samples of 0 to 255 into the words of a row. */
  static void pack(int[] gray, int[] row) {
    Arrays.fill(row, 0);
    for (int x = 0; x < gray.length; x++) {
      row[x >> 2] |= gray[x] << (24 - 8 * (x & 3));
    }
  }

  /** Copies an image of 8-bit gray or 32-bit colour to the Java heap. */
  static PageImage toHeap(Pix pix) {
    int width = Leptonica1.pixGetWidth(pix);
    int height = Leptonica1.pixGetHeight(pix);
    int channels = Leptonica1.pixGetDepth(pix) == 8 ? 1 : PageImage.COLOURS;
    int wordsPerLine = Leptonica1.pixGetWpl(pix);
    Pointer data = Leptonica1.pixGetData(pix).getPointer();
    byte[] samples = new byte[Math.multiplyExact(width, height * channels)];
    for (int y = 0; y < height; y++) {
      int[] line = data.getIntArray((long) y * wordsPerLine * WORD_BYTES, wordsPerLine);
      unpack(line, width * channels, samples, y * width * channels, channels);
    }
    return new PageImage(width, height, samples);
  }

  /* The last byte of a colour pixel's word is unused. */
  private static void unpack(int[] line, int count, byte[] to, int from, int channels) {
    int bytesUsed = channels == 1 ? WORD_BYTES : channels;
    for (int i = 0; i < count; i++) {
      to[from + i] = (byte) (line[i / bytesUsed] >> (24 - 8 * (i % bytesUsed)));
    }
  }
}
