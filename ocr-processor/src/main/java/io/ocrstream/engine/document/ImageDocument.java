/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.document;

import io.ocrstream.contracts.FailureCode;
import io.ocrstream.contracts.Outcome;
import io.ocrstream.contracts.Page;
import io.ocrstream.contracts.Problem;
import io.ocrstream.contracts.TextLayer;
import io.ocrstream.engine.Engine;
import io.ocrstream.engine.PageCachePort;
import io.ocrstream.engine.PageLimit;
import io.ocrstream.engine.image.PageImage;
import io.ocrstream.engine.image.PagePicture;
import io.ocrstream.engine.image.PageSource;
import io.ocrstream.engine.image.PixImage;
import io.ocrstream.engine.searchable.SearchablePdf;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A document opened by {@link PageImages}. Each page is decoded when it is read.
 *
 * @param source the document's pages
 * @param reader recognises images of pages
 * @param textLayer how text layers are used
 * @param imagePixels maximum number of pixels of an image
 * @param closed runs when the document is closed
 */
record ImageDocument(
    PageSource source,
    PageImages.Reader reader,
    TextLayer textLayer,
    long imagePixels,
    Runnable closed)
    implements Engine.Document {
  @Override
  public int pageCount() {
    return source.pageCount();
  }

  @Override
  public Outcome<Page> read(int number, Duration budget, PageCachePort memory) {
    if (number < 1 || number > pageCount()) {
      return Outcome.failed(PageLimit.noSuchPage(pageCount()));
    }
    long deadline = System.nanoTime() + budget.toNanos();
    return source
        .ownText(number, textLayer)
        .flatMap(
            own ->
                own.isPresent()
                    ? completed(own.get(), deadline, memory)
                    : readImage(number, deadline, memory));
  }

  /** Completes a page's text layer with the text of its images. */
  private Outcome<Page> completed(Page own, long deadline, PageCachePort memory) {
    return source
        .remainder(own.number())
        .fold(
            raster ->
                raster.isEmpty()
                    ? Outcome.of(own)
                    : marked(own.number(), raster.get(), deadline, memory)
                        .map(read -> source.joined(own, read)),
            problem -> Outcome.of(own.withProblem(problem.code())));
  }

  private Outcome<Page> readImage(int number, long deadline, PageCachePort memory) {
    return source
        .page(number)
        .flatMap(raster -> marked(number, raster, deadline, memory))
        .flatMap(PageSource::unlessNothingWasRead);
  }

  private Outcome<Page> marked(int number, PixImage raster, long deadline, PageCachePort memory) {
    boolean incomplete = raster.isIncomplete();
    return read(number, raster, deadline, memory)
        .map(page -> incomplete ? page.withProblem(FailureCode.CORRUPT) : page);
  }

  private Outcome<Page> read(int number, PixImage raster, long deadline, PageCachePort memory) {
    String digest;
    PageImages.Size size;
    PageImage image;
    // Native memory is released before the page is recognised.
    try (raster) {
      digest = raster.digest();
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

  @Override
  public Optional<Problem> writeSearchable(List<Page> pages, Path target, Duration budget) {
    return new SearchablePdf(source).write(pages, target, budget);
  }

  @Override
  public Optional<Problem> draw(int number, long maxPixels, Path target, Duration budget) {
    return PagePicture.draw(source, number, maxPixels, target);
  }

  @Override
  public void close() {
    source.close();
    closed.run();
  }
}
