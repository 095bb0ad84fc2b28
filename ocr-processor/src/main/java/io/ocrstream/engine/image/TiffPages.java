/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.image;

import io.ocrstream.contracts.FailureCode;
import io.ocrstream.contracts.Problem;
import io.ocrstream.engine.Attempt;
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

  public static Attempt<PageSource> open(Path file, PixelLimits limits) {
    try (FileChannel channel = FileChannel.open(file)) {
      List<TiffDirectories.Directory> directories = pages(TiffDirectories.of(channel));
      return directories.isEmpty()
          ? Attempt.failed(FailureCode.CORRUPT, "The TIFF file has no image file directory")
          : Attempt.done(new TiffPages(file, directories, limits));
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
  public Attempt<PixImage> page(int number) {
    TiffDirectories.Directory directory = directories.get(number - 1);
    Optional<Problem> problem = limits.check(directory.size().width(), directory.size().height());
    if (problem.isPresent()) {
      return new Attempt.Failed<>(problem.get());
    }
    Attempt<PixImage> read =
        PixImage.readTiff(file, directory.offset()).then(raster -> turned(raster, directory));
    return directory.isRare() ? read.orElse(() -> decoded(directory)) : read;
  }

  /*
   * Leptonica applies the orientation, except that it turns colour images of one orientation the
   * wrong way.
   */
  private static Attempt<PixImage> turned(PixImage raster, TiffDirectories.Directory directory) {
    boolean colour = directory.samples() >= PageImage.COLOURS;
    Optional<ExifOrientation> stored = ExifOrientation.ofNumber(directory.orientation());
    if (colour && stored.equals(Optional.of(ExifOrientation.ON_RIGHT_SIDE))) {
      raster.turn(2);
    }
    return Attempt.done(raster);
  }

  private Attempt<PixImage> decoded(TiffDirectories.Directory directory) {
    return new ImageIoDecoder(limits)
        .read(file, "tiff", directory.index())
        .then(
            raster -> {
              ExifOrientation.ofNumber(directory.orientation()).ifPresent(o -> o.applyTo(raster));
              return Attempt.done(raster);
            });
  }

  @Override
  public void close() {}
}
