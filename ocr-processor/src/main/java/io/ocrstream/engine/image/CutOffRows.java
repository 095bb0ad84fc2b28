/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.image;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;

/**
 * Whitens what a truncated JPEG does not contain. Decoders fill it with one colour. The line of
 * text that the cut goes through is whitened too, because half a line is recognised as other
 * letters.
 */
public final class CutOffRows {
  /**
   * Largest difference from the colour that decoders fill with. The edge of what was decoded is
   * blended into it.
   */
  private static final int MAX_FILL_DIFFERENCE = 16;

  /** Brightness from which the last row is paper. Decoders fill with a middle gray. */
  private static final int MIN_PAPER_LEVEL = 200;

  /** Difference in brightness from which a row has ink. */
  private static final int MIN_INK_DIFFERENCE = 64;

  /** Largest part of the image's height that a line of text may have. */
  private static final double MAX_LINE_PART = 0.1;

  private CutOffRows() {}

  /** Whitens the end of {@code image}, which is changed and returned. */
  public static BufferedImage whitened(BufferedImage image) {
    int end = filledFrom(image);
    if (end < image.getHeight()) {
      int from = lineStart(image, end);
      Graphics2D graphics = image.createGraphics();
      graphics.setColor(Color.WHITE);
      graphics.fillRect(0, from, image.getWidth(), image.getHeight() - from);
      graphics.dispose();
    }
    return image;
  }

  /* The first of the rows that have one colour, darker than paper, to the end. */
  private static int filledFrom(BufferedImage image) {
    int y = image.getHeight();
    int colour = image.getRGB(0, y - 1);
    while (green(colour) < MIN_PAPER_LEVEL && y > 0 && hasOnly(colour, row(image, y - 1))) {
      y--;
    }
    return y;
  }

  private static boolean hasOnly(int colour, int[] row) {
    for (int pixel : row) {
      for (int shift = 0; shift < 24; shift += 8) {
        int difference = (pixel >> shift & 0xFF) - (colour >> shift & 0xFF);
        if (Math.abs(difference) > MAX_FILL_DIFFERENCE) {
          return false;
        }
      }
    }
    return true;
  }

  private static int green(int pixel) {
    return pixel >> 8 & 0xFF;
  }

  /* Where there is no white row nearby, as in photos, only the filled rows are whitened. */
  private static int lineStart(BufferedImage image, int end) {
    int least = (int) (end - MAX_LINE_PART * image.getHeight());
    for (int y = end; y > Math.max(0, least); y--) {
      if (!hasInk(row(image, y - 1))) {
        return y;
      }
    }
    return end;
  }

  private static boolean hasInk(int[] row) {
    int darkest = 255;
    int lightest = 0;
    for (int pixel : row) {
      darkest = Math.min(darkest, green(pixel));
      lightest = Math.max(lightest, green(pixel));
    }
    return lightest - darkest >= MIN_INK_DIFFERENCE;
  }

  private static int[] row(BufferedImage image, int y) {
    return image.getRGB(0, y, image.getWidth(), 1, null, 0, image.getWidth());
  }
}
