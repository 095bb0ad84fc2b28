/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.pdf;

import io.ocrstream.contracts.Problem;
import io.ocrstream.engine.image.Jpeg2000Alpha;
import io.ocrstream.engine.image.Jpeg2000Header;
import io.ocrstream.engine.image.JpegHeader;
import io.ocrstream.engine.image.PixelLimits;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSStream;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.common.PDStream;
import org.apache.pdfbox.pdmodel.graphics.image.LosslessFactory;
import org.apache.pdfbox.pdmodel.graphics.image.PDImage;
import org.apache.pdfbox.pdmodel.graphics.image.PDImageXObject;

/**
 * Checks the size of images before a page is rendered. A small page may refer to a huge image. Any
 * stream may be used as an image (a mask, for instance), so all streams with a width and a height
 * are checked.
 */
public final class PdfImages {
  /** Stops decoding before the image's own filter; other filters may precede it. */
  private static final List<String> BEFORE_JPEG_2000 = List.of(COSName.JPX_DECODE.getName());

  private static final COSName MASK_IN_DATA = COSName.getPDFName("SMaskInData");

  private static final List<String> BEFORE_JPEG = List.of(COSName.DCT_DECODE.getName());

  private PdfImages() {}

  /**
   * Returns the first problem among the images in {@code streams}; empty if all are within the
   * limits.
   */
  static Optional<Problem> tooLarge(List<COSStream> streams, PixelLimits limits)
      throws IOException {
    for (COSStream stream : streams) {
      Optional<Problem> problem = check(stream, limits);
      if (problem.isPresent()) {
        return problem;
      }
    }
    return Optional.empty();
  }

  /* A stream that is not an image has no width and height. */
  private static Optional<Problem> check(COSStream image, PixelLimits limits) throws IOException {
    long width = image.getInt(COSName.WIDTH, 1);
    long height = image.getInt(COSName.HEIGHT, 1);
    Optional<Problem> problem =
        width < 1 || height < 1 ? Optional.empty() : limits.check(width, height);
    return problem.isEmpty() && isJpeg2000(image) ? checkJpeg2000(image, limits) : problem;
  }

  /** Returns whether an image is a truncated JPEG, of which decoders make up the rest. */
  static boolean isTruncated(PDImage image) throws IOException {
    if (!(image instanceof PDImageXObject object)) {
      return false;
    }
    List<COSName> filters = object.getStream().getFilters();
    if (filters.isEmpty() || !COSName.DCT_DECODE.equals(filters.get(filters.size() - 1))) {
      return false;
    }
    try (InputStream jpeg = object.getStream().createInputStream(BEFORE_JPEG)) {
      return !JpegHeader.hasEnd(jpeg);
    }
  }

  /** Returns an image with the mask that its JPEG 2000 data contains and PDFBox ignores. */
  static PDImage masked(PDDocument document, PDImage image) throws IOException {
    if (!(image instanceof PDImageXObject object)
        || object.getCOSObject().getInt(MASK_IN_DATA, 0) == 0
        || !isJpeg2000(object.getCOSObject())) {
      return image;
    }
    try (InputStream raw = object.getStream().createInputStream(BEFORE_JPEG_2000)) {
      Optional<BufferedImage> masked = Jpeg2000Alpha.read(raw.readAllBytes());
      return masked.isPresent() ? LosslessFactory.createFromImage(document, masked.get()) : image;
    }
  }

  private static boolean isJpeg2000(COSStream stream) {
    COSBase filters = stream.getFilters();
    return COSName.JPX_DECODE.equals(filters)
        || (filters instanceof COSArray several && several.indexOf(COSName.JPX_DECODE) >= 0);
  }

  /* The decoder of JPEG 2000 uses the size in the image data, not the one in the dictionary. */
  private static Optional<Problem> checkJpeg2000(COSStream stream, PixelLimits limits)
      throws IOException {
    try (InputStream raw = new PDStream(stream).createInputStream(BEFORE_JPEG_2000)) {
      return Jpeg2000Header.of(raw.readNBytes(Jpeg2000Header.HEAD_BYTES))
          .fold(header -> header.check(limits), Optional::of);
    }
  }
}
