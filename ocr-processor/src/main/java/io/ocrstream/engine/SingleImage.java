/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine;

import io.ocrstream.contracts.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** An image file of one page. Of an animation, its first frame. */
final class SingleImage implements PageSource {
  private final Path file;
  private final FileType type;
  private final Orientation orientation;
  private final PixelLimits limits;

  private SingleImage(Path file, FileType type, Orientation orientation, PixelLimits limits) {
    this.file = file;
    this.type = type;
    this.orientation = orientation;
    this.limits = limits;
  }

  static Attempt<PageSource> open(Path file, FileType type, PixelLimits limits) {
    return ImageHeaders.size(file, type)
        .then(
            size -> {
              Optional<Problem> problem = limits.check(size.width(), size.height());
              return problem.isPresent()
                  ? new Attempt.Failed<>(problem.get())
                  : Attempt.done(new SingleImage(file, type, Orientation.of(file, type), limits));
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
    ImageIoDecoder other = new ImageIoDecoder(limits);
    return switch (type) {
      case GIF -> gif(other);
      case JPEG_2000 -> Jpeg2000.read(file);
      case JPEG -> jpeg(other);
      case BMP -> bitmap(other);
      case WEBP -> Raster.read(file).orElse(this::firstFrame);
      case PNG -> png();
      default -> Raster.read(file);
    };
  }

  /* Leptonica takes inks to be stored as Adobe stores them. */
  private Attempt<Raster> jpeg(ImageIoDecoder other) {
    return hasPlainInks()
        ? other.readInks(file)
        : Raster.read(file).orElse(() -> other.read(file, "jpeg", 0));
  }

  private boolean hasPlainInks() {
    try {
      return JpegHeader.of(file).filter(JpegHeader::hasPlainInks).isPresent();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /* Leptonica knows nothing of a colour that is none. */
  private Attempt<Raster> gif(ImageIoDecoder other) {
    return GifFrames.isTransparent(file)
        ? other.read(file, "gif", 0)
        : GifFrames.first(file).then(Raster::read);
  }

  /* The fourth byte of a pixel is reserved, and often 0; Leptonica takes it for an alpha. */
  private Attempt<Raster> bitmap(ImageIoDecoder other) {
    return Raster.read(file)
        .orElse(() -> other.read(file, "bmp", 0))
        .then(
            raster -> {
              raster.ignoreAlpha();
              return Attempt.done(raster);
            });
  }

  private Attempt<Raster> firstFrame() {
    byte[] frame = WebPFrames.first(bytes()).orElseGet(() -> new byte[0]);
    ImageHeaders.Size size = Raster.size(frame).orElseGet(() -> new ImageHeaders.Size(0, 0));
    Optional<Problem> problem = limits.check(size.width(), size.height());
    return problem.isPresent() ? new Attempt.Failed<>(problem.get()) : Raster.read(frame);
  }

  /* Where a gray is none, Leptonica makes nothing of all others. */
  private Attempt<Raster> png() {
    if (!PngChunks.hasTransparentGray(file)) {
      return Raster.read(file);
    }
    return Raster.read(PngChunks.opaque(bytes()))
        .then(
            raster -> {
              PngChunks.transparentGray(file).ifPresent(raster::whiten);
              return Attempt.done(raster);
            });
  }

  private byte[] bytes() {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {}
}
