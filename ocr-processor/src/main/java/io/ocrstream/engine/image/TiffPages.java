/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.image;

import io.ocrstream.contracts.FailureCode;
import io.ocrstream.contracts.Outcome;
import io.ocrstream.contracts.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads the pages of a TIFF file. Each page is found by the offset of its directory, without
 * reading those before. Reduced copies are not pages, unless the file has nothing else. Some
 * programs do not mark them; images that become smaller by half, and by half again, are copies too.
 */
public final class TiffPages implements PageSource {
  /** Number of halvings from which images are reduced copies of the first. */
  private static final int MIN_HALVINGS = 2;

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
    List<TiffDirectories.Directory> full =
        withoutPyramids(all.stream().filter(d -> !d.isReduced()).toList());
    return full.isEmpty() ? all : full;
  }

  private static List<TiffDirectories.Directory> withoutPyramids(
      List<TiffDirectories.Directory> all) {
    List<TiffDirectories.Directory> pages = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      pages.add(all.get(i));
      int last = i;
      while (last + 1 < all.size() && isHalf(all.get(last), all.get(last + 1))) {
        last++;
      }
      // One half alone may be a page of A6 after one of A4.
      i = last - i >= MIN_HALVINGS ? last : i;
    }
    return pages;
  }

  private static boolean isHalf(TiffDirectories.Directory full, TiffDirectories.Directory half) {
    return full.samples() == half.samples()
        && isHalf(full.size().width(), half.size().width())
        && isHalf(full.size().height(), half.size().height());
  }

  private static boolean isHalf(long edge, long half) {
    return half == edge / 2 || half == (edge + 1) / 2;
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
