/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.image;

import io.ocrstream.contracts.FailureCode;
import io.ocrstream.contracts.Outcome;
import io.ocrstream.contracts.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Reads the pages of a TIFF file. Each page is found by the offset of its directory, without
 * reading those before. Reduced copies are not pages, unless the file has nothing else.
 */
public final class TiffPages implements PageSource {
  private final Path file;
  private final List<TiffDirectories.Directory> directories;
  private final PixelLimits limits;

  private TiffPages(Path file, List<TiffDirectories.Directory> directories, PixelLimits limits) {
    this.file = file;
    this.directories = directories;
    this.limits = limits;
  }

  public static Outcome<PageSource> open(Path file, PixelLimits limits) {
    try (FileChannel channel = FileChannel.open(file)) {
      List<TiffDirectories.Directory> directories = pages(TiffDirectories.of(channel));
      return directories.isEmpty()
          ? Outcome.failed(FailureCode.CORRUPT, "The TIFF file has no image file directory")
          : Outcome.of(new TiffPages(file, directories, limits));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Path file() {
    return file;
  }

  @Override
  public int pageCount() {
    return directories.size();
  }

  private static List<TiffDirectories.Directory> pages(List<TiffDirectories.Directory> all) {
    List<TiffDirectories.Directory> full = all.stream().filter(d -> !d.isReduced()).toList();
    return full.isEmpty() ? all : full;
  }

  @Override
  public Outcome<PixImage> page(int number) {
    TiffDirectories.Directory directory = directories.get(number - 1);
    Optional<Problem> problem = limits.check(directory.size().width(), directory.size().height());
    if (problem.isPresent()) {
      return Outcome.failed(problem.get());
    }
    if (!directory.isDecodable()) {
      return Outcome.failed(
          FailureCode.UNSUPPORTED_TYPE, "The TIFF image has a compression that is not supported");
    }
    Outcome<PixImage> read =
        PixImage.readTiff(file, directory.offset()).flatMap(raster -> turned(raster, directory));
    return directory.isRare() ? read.or(() -> decoded(directory)) : read;
  }

  /*
   * Leptonica applies the orientation, except that it turns colour images of one orientation the
   * wrong way.
   */
  private static Outcome<PixImage> turned(PixImage raster, TiffDirectories.Directory directory) {
    boolean colour = directory.samples() >= PageImage.COLOURS;
    Optional<ExifOrientation> stored = ExifOrientation.ofNumber(directory.orientation());
    if (colour && stored.equals(Optional.of(ExifOrientation.ON_RIGHT_SIDE))) {
      raster.turn(2);
    }
    return Outcome.of(raster);
  }

  private Outcome<PixImage> decoded(TiffDirectories.Directory directory) {
    return new ImageIoDecoder(limits)
        .read(file, "tiff", directory.index())
        .flatMap(
            raster -> {
              ExifOrientation.ofNumber(directory.orientation()).ifPresent(o -> o.applyTo(raster));
              return Outcome.of(raster);
            });
  }

  @Override
  public void close() {}
}
