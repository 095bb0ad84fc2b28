/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine;

import io.ocrstream.contracts.Problem;
import java.nio.file.Path;
import java.util.Optional;

/** An image file of one page. Of an animated GIF, its first frame. */
final class SingleImage implements PageSource {
  private final Path file;
  private final FileType type;
  private final Orientation orientation;

  private SingleImage(Path file, FileType type, Orientation orientation) {
    this.file = file;
    this.type = type;
    this.orientation = orientation;
  }

  static Attempt<PageSource> open(Path file, FileType type, PixelLimits limits) {
    return ImageHeaders.size(file, type)
        .then(
            size -> {
              Optional<Problem> problem = limits.check(size.width(), size.height());
              return problem.isPresent()
                  ? new Attempt.Failed<>(problem.get())
                  : Attempt.done(new SingleImage(file, type, Orientation.of(file, type)));
            });
  }

  @Override
  public Path file() {
    return file;
  }

  @Override
  public int pageCount() {
    return 1;
  }

  @Override
  public Attempt<Raster> page(int number) {
    return decoded()
        .then(
            raster -> {
              orientation.applyTo(raster);
              return Attempt.done(raster);
            });
  }

  private Attempt<Raster> decoded() {
    return switch (type) {
      case GIF -> GifFrames.first(file).then(Raster::read);
      case JPEG_2000 -> Jpeg2000.read(file);
      default -> Raster.read(file);
    };
  }

  @Override
  public void close() {}
}
