/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.image;

import io.ocrstream.contracts.FailureCode;
import io.ocrstream.contracts.Outcome;
import io.ocrstream.contracts.Problem;
import io.ocrstream.engine.FileType;
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

  public static Outcome<PageSource> open(Path file, FileType type, PixelLimits limits) {
    return Outcome.unless(undecodable(file, type), () -> ImageHeaders.size(file, type))
        .flatMap(
            size ->
                Outcome.unless(
                    size.check(limits),
                    () ->
                        Outcome.of(
                            new SingleImage(file, type, ExifOrientation.of(file, type), limits))));
  }

  private static Optional<Problem> undecodable(Path file, FileType type) {
    return type == FileType.JPEG && jpegHeader(file).filter(jpeg -> !jpeg.isDecodable()).isPresent()
        ? Optional.of(
            Problem.of(
                FailureCode.UNSUPPORTED_TYPE,
                "The JPEG image is lossless or has more than 8 bits per sample"))
        : Optional.empty();
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
  public Outcome<PixImage> page(int number) {
    return decoded()
        .flatMap(
            raster -> {
              orientation.applyTo(raster);
              return Outcome.of(raster);
            });
  }

  private Outcome<PixImage> decoded() {
    ImageIoDecoder other = new ImageIoDecoder(limits);
    return switch (type) {
      case GIF -> gif(other);
      case JPEG_2000 -> Jpeg2000.read(file);
      case JPEG -> jpeg(other);
      case BMP -> bitmap(other);
      case WEBP -> PixImage.read(file).or(this::firstFrame);
      case PNG -> png();
      default -> PixImage.read(file);
    };
  }

  /* Leptonica expects inverted CMYK, as Adobe writes it. */
  private Outcome<PixImage> jpeg(ImageIoDecoder other) {
    return jpegHeader(file).filter(JpegHeader::isPlainCmyk).isPresent()
        ? other.readCmyk(file)
        : PixImage.read(file).or(() -> other.readTruncated(file));
  }

  private static Optional<JpegHeader> jpegHeader(Path file) {
    try {
      return JpegHeader.of(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /* Leptonica ignores transparency in GIF. */
  private Outcome<PixImage> gif(ImageIoDecoder other) {
    return GifFrames.isTransparent(file)
        ? other.read(file, "gif")
        : GifFrames.first(file).flatMap(PixImage::read);
  }

  /* Leptonica takes the fourth byte of every BMP pixel for alpha, where it is reserved too. */
  private Outcome<PixImage> bitmap(ImageIoDecoder other) {
    return PixImage.read(file)
        .or(() -> other.read(file, "bmp"))
        .flatMap(
            raster -> {
              if (!ImageHeaders.hasAlpha(file) || !PixAlpha.hasVisiblePixels(raster.pix())) {
                PixAlpha.ignore(raster.pix());
              }
              return Outcome.of(raster);
            });
  }

  private Outcome<PixImage> firstFrame() {
    byte[] frame = WebPFrames.first(bytes()).orElseGet(() -> new byte[0]);
    ImageHeaders.Size size = PixImage.size(frame).orElseGet(() -> new ImageHeaders.Size(0, 0));
    return Outcome.unless(size.check(limits), () -> PixImage.read(frame));
  }

  /* With a transparent gray value, Leptonica makes all other values transparent too. */
  private Outcome<PixImage> png() {
    if (!PngChunks.hasTransparentGray(file)) {
      return PixImage.read(file);
    }
    return PixImage.read(PngChunks.opaque(bytes()))
        .flatMap(
            raster -> {
              PngChunks.transparentGray(file).ifPresent(raster::whiten);
              return Outcome.of(raster);
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
