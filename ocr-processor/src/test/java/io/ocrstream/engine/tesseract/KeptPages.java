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
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import net.sourceforge.lept4j.ILeptonica;
import net.sourceforge.lept4j.Leptonica1;

/** Pages of a document whose images are kept in a folder once they were decoded. */
record KeptPages(PageSource source, Path folder, String name) implements PageSource {
  /** Returns the kept pages of the document of that name. */
  static List<Path> of(Path folder, String name) throws IOException {
    try (Stream<Path> kept = Files.list(folder)) {
      return kept.filter(page -> page.getFileName().toString().matches(pattern(name))).toList();
    }
  }

  private static String pattern(String name) {
    return Pattern.quote(name) + "-\\d+\\.tif";
  }

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
    return Files.exists(kept) ? PixImage.read(kept) : source.page(number).map(p -> kept(p, kept));
  }

  /*
   * TIFF, because the resolution matters to recognition. Without its mark an incomplete image would
   * count as whole. Another process may keep it too.
   */
  private PixImage kept(PixImage image, Path kept) {
    if (!image.isIncomplete()) {
      try {
        Path written = Files.createTempFile(folder, "new", ".tif");
        Leptonica1.pixWrite(written.toString(), image.pix(), ILeptonica.IFF_TIFF);
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
  public void close() {
    source.close();
  }
}
