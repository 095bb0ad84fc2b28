/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.image;

import com.sun.jna.Pointer;
import io.ocrstream.engine.pdf.PdfImages;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.Optional;
import net.sourceforge.lept4j.Leptonica1;

/**
 * Decodes a JPEG 2000 image with its alpha channel, which {@link Jpeg2000Reader} leaves out because
 * PDFBox does not expect it.
 *
 * <p><b>Threading:</b> any. <b>Bounds:</b> the size has been checked by {@link PdfImages}.
 */
public final class Jpeg2000Alpha {
  private static final int BITS_OF_ALPHA = 8;

  private Jpeg2000Alpha() {}

  /** Returns the image; empty if it has no alpha channel or cannot be decoded. */
  public static Optional<BufferedImage> read(byte[] bytes) throws IOException {
    return Jpeg2000.read(bytes, /* withAlpha= */ true)
        .value()
        .flatMap(
            image -> {
              try (image) {
                return PixAlpha.isIn(image.pix()) ? Optional.of(copyOf(image)) : Optional.empty();
              }
            });
  }

  /* Leptonica has alpha in the lowest byte, the JDK in the highest. */
  private static BufferedImage copyOf(PixImage image) {
    int width = image.width();
    Pointer data = Leptonica1.pixGetData(image.pix()).getPointer();
    BufferedImage copy = new BufferedImage(width, image.height(), BufferedImage.TYPE_INT_ARGB);
    for (int y = 0; y < image.height(); y++) {
      int[] row = data.getIntArray((long) y * width * Integer.BYTES, width);
      for (int x = 0; x < width; x++) {
        row[x] = Integer.rotateRight(row[x], BITS_OF_ALPHA);
      }
      copy.setRGB(0, y, width, 1, row, 0, width);
    }
    return copy;
  }
}
