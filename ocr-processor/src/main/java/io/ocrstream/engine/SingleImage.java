/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine;

import io.ocrstream.contracts.Problem;
import java.nio.file.Path;
import java.util.Optional;

/** An image file of one page. An animated GIF is refused by its decoder, and so is CORRUPT. */
final class SingleImage implements PageSource {
  private final Path file;
  private final Orientation orientation;

  private SingleImage(Path file, Orientation orientation) {
    this.file = file;
    this.orientation = orientation;
  }

  static Attempt<PageSource> open(Path file, FileType type, PixelLimits limits) {
    return ImageHeaders.size(file, type)
        .then(
            size -> {
              Optional<Problem> problem = limits.check(size.width(), size.height());
              return problem.isPresent()
                  ? new Attempt.Failed<>(problem.get())
                  : Attempt.done(new SingleImage(file, Orientation.of(file)));
            });
  }

  @Override
  public int pageCount() {
    return 1;
  }

  @Override
  public Attempt<Raster> page(int number) {
    return Raster.read(file)
        .then(
            raster -> {
              orientation.applyTo(raster);
              return Attempt.done(raster);
            });
  }

  @Override
  public void close() {}
}
