/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.document;

import io.ocrstream.contracts.Outcome;
import io.ocrstream.contracts.Page;
import io.ocrstream.contracts.TextLayer;
import io.ocrstream.engine.PageCachePort;
import io.ocrstream.engine.image.PageImage;
import io.ocrstream.engine.image.PageSource;
import io.ocrstream.engine.image.PixDigest;
import io.ocrstream.engine.image.PixImage;
import java.util.Optional;

/** A document opened by {@link PageImages}. */
final class ImageDocument extends SourceDocument {
  private final PageImages.Reader reader;
  private final long imagePixels;

  /**
   * Opens the pages of {@code source}.
   *
   * @param reader recognises images of pages
   * @param imagePixels maximum number of pixels of an image
   */
  ImageDocument(
      PageSource source,
      PageImages.Reader reader,
      TextLayer textLayer,
      long imagePixels,
      Runnable closed) {
    super(source, textLayer, closed);
    this.reader = reader;
    this.imagePixels = imagePixels;
  }

  @Override
  protected Outcome<Page> recognise(
      int number, PixImage raster, long deadline, PageCachePort memory) {
    String digest;
    PageImages.Size size;
    PageImage image;
    // Native memory is released before the page is recognised.
    try (raster) {
      digest = PixDigest.of(raster);
      Optional<Page> known = memory.find(digest);
      if (known.isPresent()) {
        return Outcome.of(known.get().withNumber(number));
      }
      size = new PageImages.Size(number, raster.width(), raster.height());
      image = raster.image(imagePixels);
    }
    Outcome<Page> outcome = reader.read(image, size, deadline);
    outcome.value().ifPresent(page -> memory.keep(digest, page));
    return outcome;
  }
}
