/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.image;

import io.ocrstream.contracts.Problem;
import io.ocrstream.engine.Attempt;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Reads an image file of one page. Of an animation it reads the first frame. */
public final class SingleImage implements PageSource {
  private final Path file;
  private final FileType type;
  private final ExifOrientation orientation;
  private final PixelLimits limits;

  private SingleImage(Path file, FileType type, ExifOrientation orientation, PixelLimits limits) {
    this.file = file;
    this.type = type;
    this.orientation = orientation;
    this.limits = limits;
  }

  public static Attempt<PageSource> open(Path file, FileType type, PixelLimits limits) {
    return ImageHeaders.size(file, type)
        .then(
            size -> {
              Optional<Problem> problem = limits.check(size.width(), size.height());
              return problem.isPresent()
                  ? new Attempt.Failed<>(problem.get())
                  : Attempt.done(
                      new SingleImage(file, type, ExifOrientation.of(file, type), limits));
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
  public Attempt<PixImage> page(int number) {
    return decoded()
        .then(
            raster -> {
              orientation.applyTo(raster);
              return Attempt.done(raster);
            });
  }

  private Attempt<PixImage> decoded() {
    ImageIoDecoder other = new ImageIoDecoder(limits);
    return switch (type) {
      case GIF -> gif(other);
      case JPEG_2000 -> Jpeg2000.read(file);
      case JPEG -> jpeg(other);
      case BMP -> bitmap(other);
      case WEBP -> PixImage.read(file).orElse(this::firstFrame);
      case PNG -> png();
      default -> PixImage.read(file);
    };
  }

  /* Leptonica expects inverted CMYK, as Adobe writes it. */
  private Attempt<PixImage> jpeg(ImageIoDecoder other) {
    return isPlainCmyk()
        ? other.readCmyk(file)
        : PixImage.read(file).orElse(() -> other.read(file, "jpeg", 0));
  }

  private boolean isPlainCmyk() {
    try {
      return JpegHeader.of(file).filter(JpegHeader::isPlainCmyk).isPresent();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /* Leptonica ignores transparency in GIF. */
  private Attempt<PixImage> gif(ImageIoDecoder other) {
    return GifFrames.isTransparent(file)
        ? other.read(file, "gif", 0)
        : GifFrames.first(file).then(PixImage::read);
  }

  /* The fourth byte of a BMP pixel is reserved and often 0, but Leptonica takes it for alpha. */
  private Attempt<PixImage> bitmap(ImageIoDecoder other) {
    return PixImage.read(file)
        .orElse(() -> other.read(file, "bmp", 0))
        .then(
            raster -> {
              raster.ignoreAlpha();
              return Attempt.done(raster);
            });
  }

  private Attempt<PixImage> firstFrame() {
    byte[] frame = WebPFrames.first(bytes()).orElseGet(() -> new byte[0]);
    ImageHeaders.Size size = PixImage.size(frame).orElseGet(() -> new ImageHeaders.Size(0, 0));
    Optional<Problem> problem = limits.check(size.width(), size.height());
    return problem.isPresent() ? new Attempt.Failed<>(problem.get()) : PixImage.read(frame);
  }

  /* With a transparent gray value, Leptonica makes all other values transparent too. */
  private Attempt<PixImage> png() {
    if (!PngChunks.hasTransparentGray(file)) {
      return PixImage.read(file);
    }
    return PixImage.read(PngChunks.opaque(bytes()))
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
