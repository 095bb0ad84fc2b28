/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.tesseract;

import io.ocrstream.contracts.Outcome;
import io.ocrstream.contracts.Page;
import io.ocrstream.contracts.TextLayer;
import io.ocrstream.engine.image.PageSource;
import io.ocrstream.engine.image.PixImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import net.sourceforge.lept4j.ILeptonica;
import net.sourceforge.lept4j.Leptonica1;

/** Pages of a document whose images are kept in a folder once they were decoded. */
record KeptPages(PageSource source, Path folder, String name) implements PageSource {
  @Override
  public Path file() {
    return source.file();
  }

  @Override
  public int pageCount() {
    return source.pageCount();
  }

  @Override
  public boolean carriesText() {
    return source.carriesText();
  }

  @Override
  public Outcome<PixImage> page(int number) {
    Path kept = folder.resolve("%s-%d.tif".formatted(name, number));
    return Files.exists(kept)
        ? PixImage.read(kept).map(image -> withResolution(image, kept))
        : source.page(number).map(image -> kept(image, kept));
  }

  /* Recognition depends on it, and TIFF has no way to say that it is unknown. */
  private static PixImage withResolution(PixImage image, Path kept) {
    try {
      String[] dotsPerInch = Files.readString(resolution(kept)).split(" ", -1);
      Leptonica1.pixSetXRes(image.pix(), Integer.parseInt(dotsPerInch[0]));
      Leptonica1.pixSetYRes(image.pix(), Integer.parseInt(dotsPerInch[1]));
      return image;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path resolution(Path kept) {
    return kept.resolveSibling(kept.getFileName() + ".dpi");
  }

  /*
   * Without its mark an incomplete image would count as whole. Another process may keep it too.
   */
  private PixImage kept(PixImage image, Path kept) {
    if (!image.isIncomplete()) {
      try {
        Path written = Files.createTempFile(folder, "new", ".tif");
        Leptonica1.pixWrite(written.toString(), image.pix(), ILeptonica.IFF_TIFF);
        int across = Leptonica1.pixGetXRes(image.pix());
        Files.writeString(resolution(kept), across + " " + image.resolution());
        Files.move(written, kept, StandardCopyOption.ATOMIC_MOVE);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return image;
  }

  @Override
  public Outcome<Optional<Page>> ownText(int number, TextLayer use) {
    return source.ownText(number, use);
  }

  @Override
  public Outcome<Optional<PixImage>> remainder(int number) {
    return source.remainder(number);
  }

  @Override
  public Page joined(Page own, Page read) {
    return source.joined(own, read);
  }

  @Override
  public Page corrected(Page read) {
    return source.corrected(read);
  }

  @Override
  public void close() {
    source.close();
  }
}
