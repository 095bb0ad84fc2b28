/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.searchable;

import com.sun.jna.Pointer;
import io.ocrstream.engine.image.JpegHeader;
import io.ocrstream.engine.image.PixImage;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.IntBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import net.sourceforge.lept4j.Leptonica1;
import net.sourceforge.lept4j.PixColormap;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSStream;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.common.PDStream;
import org.apache.pdfbox.pdmodel.graphics.color.PDColorSpace;
import org.apache.pdfbox.pdmodel.graphics.color.PDDeviceGray;
import org.apache.pdfbox.pdmodel.graphics.color.PDDeviceRGB;
import org.apache.pdfbox.pdmodel.graphics.image.CCITTFactory;
import org.apache.pdfbox.pdmodel.graphics.image.PDImageXObject;

/**
 * Encodes images for a PDF: a JPEG file unchanged, binary images as CCITT G4, all others with
 * Flate. Encoding is lossless, except that transparency is blended with white and samples are
 * reduced to 8 bits.
 *
 * <p><b>Threading:</b> one thread. <b>Bounds:</b> a row of pixels besides the document's own store;
 * for a binary image one bit per pixel.
 */
final class PdfPictures {
  private static final int SAMPLE_BITS = 8;
  private static final int COLOURS = 3;
  private static final int ALPHA_SAMPLES = 4;
  private static final int WHITE = 255;

  /** PDF predictor 15: each row states its PNG filter. */
  private static final int PNG_PREDICTOR = 15;

  /** PNG filter type 4 (Paeth). */
  private static final int PAETH = 4;

  private PdfPictures() {}

  /** Returns the data of a JPEG file that every reader can decode, unchanged. */
  static PDImageXObject jpeg(PDDocument document, Path file, JpegHeader header) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      PDColorSpace colours =
          header.components() == 1 ? PDDeviceGray.INSTANCE : PDDeviceRGB.INSTANCE;
      return new PDImageXObject(
          document, in, COSName.DCT_DECODE, header.width(), header.height(), SAMPLE_BITS, colours);
    }
  }

  /** Returns the pixels of {@code raster}, whose depth it may change. */
  static PDImageXObject lossless(PDDocument document, PixImage raster) throws IOException {
    PixColormap table = Leptonica1.pixGetColormap(raster.pix());
    if (table == null && raster.depth() == 1) {
      return CCITTFactory.createFromImage(document, bilevel(raster));
    }
    boolean gray = table == null ? raster.depth() <= 16 : isGray(table);
    if (gray) {
      raster.toGray();
    } else {
      raster.toColour();
    }
    return deflated(document, raster, gray ? 1 : COLOURS);
  }

  private static boolean isGray(PixColormap table) {
    IntBuffer colour = IntBuffer.allocate(1);
    Leptonica1.pixcmapHasColor(table, colour);
    return colour.get(0) == 0;
  }

  /* Black is 1 in Leptonica and 0 in Java. */
  private static BufferedImage bilevel(PixImage raster) {
    BufferedImage image =
        new BufferedImage(raster.width(), raster.height(), BufferedImage.TYPE_BYTE_BINARY);
    byte[] bits = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
    int rowBytes = (raster.width() + 7) / 8;
    Rows rows = new Rows(raster);
    for (int y = 0; y < raster.height(); y++) {
      int[] words = rows.next();
      for (int i = 0; i < rowBytes; i++) {
        bits[y * rowBytes + i] = (byte) ~(words[i >> 2] >>> (24 - 8 * (i & 3)));
      }
    }
    return image;
  }

  private static PDImageXObject deflated(PDDocument document, PixImage raster, int samples)
      throws IOException {
    COSStream stream = document.getDocument().createCOSStream();
    try (OutputStream out = stream.createOutputStream(COSName.FLATE_DECODE)) {
      predict(raster, samples, out);
    }
    COSDictionary predicted = new COSDictionary();
    predicted.setInt(COSName.PREDICTOR, PNG_PREDICTOR);
    predicted.setInt(COSName.COLORS, samples);
    predicted.setInt(COSName.BITS_PER_COMPONENT, SAMPLE_BITS);
    predicted.setInt(COSName.COLUMNS, raster.width());
    stream.setItem(COSName.DECODE_PARMS, predicted);
    stream.setItem(COSName.TYPE, COSName.XOBJECT);
    stream.setItem(COSName.SUBTYPE, COSName.IMAGE);
    stream.setInt(COSName.WIDTH, raster.width());
    stream.setInt(COSName.HEIGHT, raster.height());
    stream.setInt(COSName.BITS_PER_COMPONENT, SAMPLE_BITS);
    stream.setItem(COSName.COLORSPACE, samples == 1 ? COSName.DEVICEGRAY : COSName.DEVICERGB);
    return new PDImageXObject(new PDStream(stream), null);
  }

  private static void predict(PixImage raster, int samples, OutputStream out) throws IOException {
    int rowBytes = raster.width() * samples;
    boolean alpha = samples > 1 && Leptonica1.pixGetSpp(raster.pix()) == ALPHA_SAMPLES;
    Rows rows = new Rows(raster);
    byte[] above = new byte[rowBytes];
    byte[] row = new byte[rowBytes];
    byte[] predicted = new byte[rowBytes + 1];
    predicted[0] = PAETH;
    for (int y = 0; y < raster.height(); y++) {
      unpack(rows.next(), row, samples, alpha);
      for (int i = 0; i < rowBytes; i++) {
        int left = i < samples ? 0 : row[i - samples] & 0xFF;
        int aboveLeft = i < samples ? 0 : above[i - samples] & 0xFF;
        predicted[i + 1] = (byte) (row[i] - paeth(left, above[i] & 0xFF, aboveLeft));
      }
      out.write(predicted);
      byte[] swap = above;
      above = row;
      row = swap;
    }
  }

  /*
   * The Paeth predictor of the PNG specification: the neighbour nearest to left + above -
   * aboveLeft, in this order on a tie.
   */
  private static int paeth(int left, int above, int aboveLeft) {
    int toLeft = Math.abs(above - aboveLeft);
    int toAbove = Math.abs(left - aboveLeft);
    int toAboveLeft = Math.abs(left + above - 2 * aboveLeft);
    if (toLeft <= toAbove && toLeft <= toAboveLeft) {
      return left;
    }
    return toAbove <= toAboveLeft ? above : aboveLeft;
  }

  private static void unpack(int[] words, byte[] row, int samples, boolean alpha) {
    for (int i = 0; i < row.length; i++) {
      if (samples == 1) {
        row[i] = (byte) (words[i >> 2] >>> (24 - 8 * (i & 3)));
      } else {
        int pixel = words[i / COLOURS];
        int sample = (pixel >>> (24 - 8 * (i % COLOURS))) & 0xFF;
        int opaque = alpha ? pixel & 0xFF : WHITE;
        row[i] = (byte) ((sample * opaque + WHITE * (WHITE - opaque)) / WHITE);
      }
    }
  }

  /**
   * Reads an image's rows, as words of native byte order with the leftmost pixel in the high bits.
   */
  private static final class Rows {
    private final Pointer data;
    private final int[] words;
    private long at;

    Rows(PixImage raster) {
      data = Leptonica1.pixGetData(raster.pix()).getPointer();
      words = new int[Leptonica1.pixGetWpl(raster.pix())];
    }

    int[] next() {
      data.read(at, words, 0, words.length);
      at += (long) Integer.BYTES * words.length;
      return words;
    }
  }
}
