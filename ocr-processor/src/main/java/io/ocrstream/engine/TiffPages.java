/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine;

import io.ocrstream.contracts.FailureCode;
import io.ocrstream.contracts.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A TIFF file; each page is found by its directory's offset, without passing those before. */
final class TiffPages implements PageSource {
  private final Path file;
  private final List<TiffDirectories.Directory> directories;
  private final PixelLimits limits;

  private TiffPages(Path file, List<TiffDirectories.Directory> directories, PixelLimits limits) {
    this.file = file;
    this.directories = directories;
    this.limits = limits;
  }

  static Attempt<PageSource> open(Path file, PixelLimits limits) {
    try (FileChannel channel = FileChannel.open(file)) {
      List<TiffDirectories.Directory> directories = TiffDirectories.of(channel);
      return directories.isEmpty()
          ? Attempt.failed(FailureCode.CORRUPT, "The image has no directory of pages.")
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

  /** The decoder itself turns the page as its orientation says. */
  @Override
  public Attempt<Raster> page(int number) {
    TiffDirectories.Directory directory = directories.get(number - 1);
    Optional<Problem> problem = limits.check(directory.size().width(), directory.size().height());
    return problem.isPresent()
        ? new Attempt.Failed<>(problem.get())
        : Raster.readTiff(file, directory.offset());
  }

  @Override
  public void close() {}
}
