/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.image;

import io.ocrstream.contracts.FailureCode;
import io.ocrstream.contracts.Outcome;
import io.ocrstream.contracts.Problem;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.FileImageInputStream;
import javax.imageio.stream.ImageInputStream;

/**
 * Decodes with ImageIO the files that Leptonica rejects: BMP with bit masks or run lengths,
 * truncated JPEG, GIF with transparency. ImageIO's readers are memory-safe Java code.
 *
 * <p><b>Threading:</b> one thread. <b>Bounds:</b> the limits, applied to the size that the reader
 * finds; metadata is not read. <b>Fails:</b> with a problem, also where memory does not suffice.
 */
final class ImageIoDecoder {
  /** Samples of a CMYK pixel. */
  private static final int CMYK_SAMPLES = 4;

  private final PixelLimits limits;

  ImageIoDecoder(PixelLimits limits) {
    this.limits = limits;
  }

  /**
   * Decodes the first image of a file.
   *
   * @param format ImageIO's name of the format
   */
  Outcome<PixImage> read(Path file, String format) {
    return read(file, format, reader -> raster(reader.read(0)));
  }

  /** Decodes a JPEG file that may be truncated. */
  Outcome<PixImage> readTruncated(Path file) {
    return read(file, "jpeg", reader -> raster(CutOffRows.whitened(reader.read(0))));
  }

  /** Decodes a JPEG file with CMYK samples that are not inverted. */
  Outcome<PixImage> readCmyk(Path file) {
    return read(file, "jpeg", reader -> cmyk(reader.readRaster(0, null)));
  }

  /** Converts an image to pixels. */
  private interface Use {
    PixImage of(ImageReader reader) throws IOException;
  }

  private Outcome<PixImage> read(Path file, String format, Use use) {
    ImageReader reader = ImageIO.getImageReadersByFormatName(format).next();
    try (ImageInputStream in = new FileImageInputStream(file.toFile())) {
      reader.setInput(in, /* seekForwardOnly= */ false, /* ignoreMetadata= */ true);
      Optional<Problem> problem = limits.check(reader.getWidth(0), reader.getHeight(0));
      return problem.isPresent() ? Outcome.failed(problem.get()) : Outcome.of(decode(reader, use));
    } catch (IOException | RuntimeException e) {
      // The readers throw exceptions of many kinds on damaged files.
      return Outcome.failed(FailureCode.CORRUPT, "The image cannot be decoded");
    } catch (OutOfMemoryError e) {
      // One huge array that the image asked for; it is already garbage.
      return Outcome.failed(
          FailureCode.TOO_MANY_PIXELS, "Decoding the image takes more memory than available");
    } finally {
      reader.dispose();
    }
  }

  private static PixImage decode(ImageReader reader, Use use) throws IOException {
    boolean[] warned = new boolean[1];
    reader.addIIOReadWarningListener((source, warning) -> warned[0] = true);
    PixImage raster = use.of(reader);
    if (warned[0]) {
      raster.markIncomplete();
    }
    return raster;
  }

  private static PixImage raster(BufferedImage image) {
    return isGray(image) ? gray(image) : colour(image);
  }

  private static PixImage cmyk(java.awt.image.Raster image) {
    int width = image.getWidth();
    PixImage raster = PixImage.gray(width, image.getHeight());
    int[] samples = new int[width * CMYK_SAMPLES];
    int[] row = new int[width];
    int[] words = new int[(width + 3) / 4];
    for (int y = 0; y < image.getHeight(); y++) {
      image.getPixels(image.getMinX(), image.getMinY() + y, width, 1, samples);
      for (int x = 0; x < width; x++) {
        int coloured =
            samples[CMYK_SAMPLES * x]
                + samples[CMYK_SAMPLES * x + 1]
                + samples[CMYK_SAMPLES * x + 2];
        row[x] = (255 - coloured / 3) * (255 - samples[CMYK_SAMPLES * x + 3]) / 255;
      }
      PixRows.pack(row, words);
      raster.setRow(y, words);
    }
    return raster;
  }

  private static boolean isGray(BufferedImage image) {
    return image.getRaster().getNumBands() == 1
        && !(image.getColorModel() instanceof IndexColorModel);
  }

  /* Copies samples as stored. The colour model would treat gray as linear and lighten it. */
  private static PixImage gray(BufferedImage image) {
    int width = image.getWidth();
    int white = (1 << image.getSampleModel().getSampleSize(0)) - 1;
    PixImage raster = PixImage.gray(width, image.getHeight());
    int[] row = new int[width];
    int[] words = new int[(width + 3) / 4];
    for (int y = 0; y < image.getHeight(); y++) {
      image.getRaster().getSamples(0, y, width, 1, 0, row);
      for (int x = 0; x < width; x++) {
        row[x] = row[x] * 255 / white;
      }
      PixRows.pack(row, words);
      raster.setRow(y, words);
    }
    return raster;
  }

  private static PixImage colour(BufferedImage image) {
    int width = image.getWidth();
    boolean alpha = image.getColorModel().hasAlpha();
    PixImage raster = PixImage.colour(width, image.getHeight(), alpha);
    int[] words = new int[width];
    for (int y = 0; y < image.getHeight(); y++) {
      image.getRGB(0, y, width, 1, words, 0, width);
      for (int x = 0; x < width; x++) {
        // From ARGB to RGBA.
        words[x] = words[x] << 8 | (alpha ? words[x] >>> 24 : 0);
      }
      raster.setRow(y, words);
    }
    return raster;
  }
}
