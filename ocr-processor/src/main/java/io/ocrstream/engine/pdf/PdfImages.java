/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.pdf;

import io.ocrstream.contracts.Problem;
import io.ocrstream.engine.image.Jpeg2000Header;
import io.ocrstream.engine.image.PixelLimits;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSStream;
import org.apache.pdfbox.pdmodel.common.PDStream;

/**
 * The images that drawing a page would unpack. A small page may name a huge one, and one that is
 * taken for an image need not say that it is: a mask is one by where it stands.
 */
public final class PdfImages {
  /** Filters may stand before the image's own. */
  private static final List<String> BEFORE_JPEG_2000 = List.of(COSName.JPX_DECODE.getName());

  private PdfImages() {}

  /** What is wrong with one of a page's images, among its streams; empty if nothing is. */
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

  /* A stream that is no image has neither width nor height. */
  private static Optional<Problem> check(COSStream image, PixelLimits limits) throws IOException {
    long width = image.getInt(COSName.WIDTH, 1);
    long height = image.getInt(COSName.HEIGHT, 1);
    Optional<Problem> problem =
        width < 1 || height < 1 ? Optional.empty() : limits.check(width, height);
    return problem.isEmpty() && isJpeg2000(image) ? checkJpeg2000(image, limits) : problem;
  }

  private static boolean isJpeg2000(COSStream stream) {
    COSBase filters = stream.getFilters();
    return COSName.JPX_DECODE.equals(filters)
        || (filters instanceof COSArray several && several.indexOf(COSName.JPX_DECODE) >= 0);
  }

  /* What the dictionary says is not what such an image's decoder goes by. */
  private static Optional<Problem> checkJpeg2000(COSStream stream, PixelLimits limits)
      throws IOException {
    try (InputStream raw = new PDStream(stream).createInputStream(BEFORE_JPEG_2000)) {
      return Jpeg2000Header.of(raw.readNBytes(Jpeg2000Header.HEAD_BYTES))
          .fold(header -> limits.check(header.width(), header.height()), Optional::of);
    }
  }
}
