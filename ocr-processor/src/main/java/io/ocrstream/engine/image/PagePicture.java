/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.image;

import io.ocrstream.contracts.FailureCode;
import io.ocrstream.contracts.Problem;
import io.ocrstream.engine.PageLimit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A page as a picture for people.
 *
 * <p><b>Threading:</b> that of its source. <b>Bounds:</b> {@link #MAX_PIXELS}; time is its caller's
 * to keep.
 */
public final class PagePicture {
  /** Most pixels of a picture: as many as a large screen has. */
  static final long MAX_PIXELS = 4_000_000;

  private PagePicture() {}

  /** Writes the page as PNG to {@code target}; what kept it from that. */
  public static Optional<Problem> draw(PageSource source, int number, Path target) {
    if (number < 1 || number > source.pageCount()) {
      return Optional.of(PageLimit.noSuchPage(source.pageCount()));
    }
    return source.page(number).fold(raster -> write(raster, target), Optional::of);
  }

  private static Optional<Problem> write(PixImage raster, Path target) {
    try (raster) {
      raster.shrink(MAX_PIXELS);
      if (raster.writePng(target)) {
        return Optional.empty();
      }
      Files.deleteIfExists(target);
    } catch (IOException e) {
      // It will be found by whoever looks after the folder; there is no picture either way.
      return Optional.of(unwritten());
    }
    return Optional.of(unwritten());
  }

  private static Problem unwritten() {
    return Problem.of(FailureCode.INTERNAL, "The page's picture could not be written.");
  }
}
