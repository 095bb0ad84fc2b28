/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.image;

import io.ocrstream.engine.pdf.PdfImages;
import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.Iterator;
import javax.imageio.IIOException;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.spi.ImageReaderSpi;
import javax.imageio.stream.ImageInputStream;
import net.sourceforge.lept4j.Leptonica1;
import org.jspecify.annotations.Nullable;

/**
 * Decodes one JPEG 2000 image for PDFBox.
 *
 * <p><b>Threading:</b> one thread. <b>Bounds:</b> the size has been checked by {@link PdfImages}.
 * <b>Fails:</b> with {@link IIOException} if the image cannot be decoded.
 */
final class Jpeg2000Reader extends ImageReader {
  private static final int CHUNK_BYTES = 1 << 16;
  private static final int COLOUR_BITS = 32;

  private @Nullable BufferedImage image;

  Jpeg2000Reader(ImageReaderSpi provider) {
    super(provider);
  }

  @Override
  public int getNumImages(boolean allowSearch) {
    return 1;
  }

  @Override
  public int getWidth(int index) throws IOException {
    return image().getWidth();
  }

  @Override
  public int getHeight(int index) throws IOException {
    return image().getHeight();
  }

  @Override
  public Iterator<ImageTypeSpecifier> getImageTypes(int index) throws IOException {
    return Collections.singletonList(ImageTypeSpecifier.createFromRenderedImage(image()))
        .iterator();
  }

  @Override
  public @Nullable IIOMetadata getStreamMetadata() {
    return null;
  }

  @Override
  public @Nullable IIOMetadata getImageMetadata(int index) {
    return null;
  }

  /**
   * Returns the whole image. PDFBox asks for less only if its renderer is set to subsample, which
   * ours is not.
   */
  @Override
  public BufferedImage read(int index, @Nullable ImageReadParam param) throws IOException {
    return image();
  }

  private BufferedImage image() throws IOException {
    if (image == null) {
      image =
          Jpeg2000.read(bytes(), /* withAlpha= */ false)
              .map(Jpeg2000Reader::copyOf)
              .value()
              .orElseThrow(() -> new IIOException("The JPEG 2000 image cannot be decoded"));
    }
    return image;
  }

  private byte[] bytes() throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    byte[] chunk = new byte[CHUNK_BYTES];
    ImageInputStream in = (ImageInputStream) getInput();
    for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
      all.write(chunk, 0, read);
    }
    return all.toByteArray();
  }

  /* PDFBox reads samples directly from the buffer: one gray sample, or red, green and blue. */
  private static BufferedImage copyOf(PixImage raster) {
    try (raster) {
      int bands = raster.depth() == COLOUR_BITS ? 3 : 1;
      int width = raster.width();
      byte[] samples = new byte[Math.multiplyExact(width * bands, raster.height())];
      raster.toColour();
      ByteBuffer[] line = {line(width), line(width), line(width)};
      for (int y = 0; y < raster.height(); y++) {
        Leptonica1.pixGetRGBLine(raster.pix(), y, line[0], line[1], line[2]);
        for (int x = 0; x < width; x++) {
          for (int band = 0; band < bands; band++) {
            samples[(y * width + x) * bands + band] = line[band].get(x);
          }
        }
      }
      return image(samples, width, raster.height(), bands);
    }
  }

  private static ByteBuffer line(int width) {
    return ByteBuffer.allocateDirect(width);
  }

  private static BufferedImage image(byte[] samples, int width, int height, int bands) {
    int[] offsets = bands == 1 ? new int[] {0} : new int[] {0, 1, 2};
    WritableRaster pixels =
        java.awt.image.Raster.createInterleavedRaster(
            new DataBufferByte(samples, samples.length),
            width,
            height,
            width * bands,
            bands,
            offsets,
            null);
    ColorSpace space = ColorSpace.getInstance(bands == 1 ? ColorSpace.CS_GRAY : ColorSpace.CS_sRGB);
    ColorModel model =
        new ComponentColorModel(space, false, false, Transparency.OPAQUE, DataBuffer.TYPE_BYTE);
    return new BufferedImage(model, pixels, false, null);
  }
}
