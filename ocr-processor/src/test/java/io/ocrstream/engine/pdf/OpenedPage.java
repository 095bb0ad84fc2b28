/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.pdf;

import static org.assertj.core.api.Assertions.assertThat;

import io.ocrstream.contracts.FailureCode;
import io.ocrstream.contracts.Outcome;
import io.ocrstream.engine.image.PageSource;
import io.ocrstream.engine.image.PixImage;
import io.ocrstream.engine.image.PixelLimits;
import java.nio.file.Path;
import java.util.Optional;
import net.sourceforge.lept4j.Leptonica1;

/** Opens the first page of a PDF as an image, and says what it is like. */
final class OpenedPage {
  static final PixelLimits LIMITS = new PixelLimits(1_000_000, 2_000);

  private OpenedPage() {}

  static int gray(PixImage page, int x, int y) {
    java.nio.IntBuffer value = java.nio.IntBuffer.allocate(1);
    assertThat(Leptonica1.pixGetPixel(page.pix(), x, y, value)).isZero();
    return value.get(0);
  }

  static String size(PixImage page) {
    return page.width() + "x" + page.height();
  }

  static PixImage page(Path file) {
    return open(file, LIMITS);
  }

  static PixImage open(Path file, PixelLimits limits) {
    PageSource source = ofDone(PdfPages.open(file, 300, limits));
    try (source) {
      return ofDone(source.page(1));
    }
  }

  static String sizeWithin(long pixels, long edge, Path file) {
    try (PixImage page = open(file, new PixelLimits(pixels, edge))) {
      return size(page);
    }
  }

  static Optional<FailureCode> problem(Path file) {
    return problem(file, LIMITS);
  }

  static Optional<FailureCode> problem(Path file, PixelLimits limits) {
    try (PageSource source = ofDone(PdfPages.open(file, 300, limits))) {
      return source
          .page(1)
          .fold(
              raster -> {
                raster.close();
                return Optional.<FailureCode>empty();
              },
              problem -> Optional.of(problem.code()));
    }
  }

  private static <T> T ofDone(Outcome<T> attempt) {
    return attempt.fold(
        value -> value,
        problem -> {
          throw new AssertionError(problem.code().name());
        });
  }
}
