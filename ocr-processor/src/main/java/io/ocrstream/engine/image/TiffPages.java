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
    TiffDecoder decoder = new TiffDecoder(limits);
    return directory.samples() > 1
        ? decoder.read(file, directory.offset())
        : PixImage.readTiff(file, directory.offset())
            .or(() -> decoder.read(file, directory.offset()));
  }

  @Override
  public void close() {}
}
