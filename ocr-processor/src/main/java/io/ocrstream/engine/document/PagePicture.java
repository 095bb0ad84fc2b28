/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.document;

import io.ocrstream.contracts.FailureCode;
import io.ocrstream.contracts.Problem;
import io.ocrstream.engine.PageLimit;
import io.ocrstream.engine.image.PageSource;
import io.ocrstream.engine.image.PixImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Writes a page as a picture for people to look at.
 *
 * <p><b>Threading:</b> that of the source. <b>Bounds:</b> {@link #MAX_PIXELS}; the caller limits
 * the time.
 */
public final class PagePicture {
  /** Maximum pixels of a picture: about those of a large screen. */
  static final long MAX_PIXELS = 4_000_000;

  private PagePicture() {}

  /**
   * Writes the page as PNG to {@code target}.
   *
   * @param maxPixels maximum pixels, if fewer than {@link #MAX_PIXELS}
   * @return why it could not be written; empty if it was
   */
  public static Optional<Problem> draw(PageSource source, int number, long maxPixels, Path target) {
    if (number < 1 || number > source.pageCount()) {
      return Optional.of(PageLimit.noSuchPage(source.pageCount()));
    }
    long most = Math.max(1, Math.min(maxPixels, MAX_PIXELS));
    return source.page(number).fold(raster -> write(raster, most, target), Optional::of);
  }

  private static Optional<Problem> write(PixImage raster, long maxPixels, Path target) {
    try (raster) {
      raster.shrink(maxPixels);
      if (raster.writePng(target)) {
        return Optional.empty();
      }
      Files.deleteIfExists(target);
    } catch (IOException e) {
      // The folder's owner removes a partial file.
      return Optional.of(unwritten());
    }
    return Optional.of(unwritten());
  }

  private static Problem unwritten() {
    return Problem.of(
        FailureCode.INTERNAL,
        "The page's picture could not be written; check the free space for temporary files");
  }
}
