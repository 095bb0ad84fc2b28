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
import io.ocrstream.engine.image.PageSource;
import io.ocrstream.engine.image.PixImage;
import io.ocrstream.engine.searchable.SearchablePdf;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * An open document whose pages are decoded and recognised when they are read. Text layers are used,
 * and completed with the text of the page's images.
 */
public abstract class SourceDocument implements Engine.Document {
  private final PageSource source;
  private final TextLayer textLayer;
  private final Runnable closed;

  /**
   * Opens the pages of {@code source}.
   *
   * @param textLayer how text layers are used
   * @param closed runs when the document is closed
   */
  protected SourceDocument(PageSource source, TextLayer textLayer, Runnable closed) {
    this.source = source;
    this.textLayer = textLayer;
    this.closed = closed;
  }

  /**
   * Recognises the image of a page, unless {@code memory} has the page, and closes the image.
   *
   * @param deadline in nanoseconds of {@link System#nanoTime}
   */
  protected abstract Outcome<Page> recognise(
      int number, PixImage image, long deadline, PageCachePort memory);

  @Override
  public final int pageCount() {
    return source.pageCount();
  }

  @Override
  public final Outcome<Page> read(int number, Duration timeout, PageCachePort memory) {
    if (number < 1 || number > pageCount()) {
      return Outcome.failed(PageLimit.noSuchPage(pageCount()));
    }
    long deadline = System.nanoTime() + timeout.toNanos();
    return source
        .ownText(number, textLayer)
        .flatMap(
            own ->
                own.isPresent()
                    ? completed(own.get(), deadline, memory)
                    : readImage(number, deadline, memory));
  }

  private Outcome<Page> readImage(int number, long deadline, PageCachePort memory) {
    return source
        .page(number)
        .flatMap(image -> marked(number, image, deadline, memory))
        .map(source::corrected)
        .flatMap(PageSource::unlessNothingWasRead);
  }

  /** Completes a page's text layer with the text of its images. */
  private Outcome<Page> completed(Page own, long deadline, PageCachePort memory) {
    return source
        .remainder(own.number())
        .fold(
            image ->
                image.isEmpty()
                    ? Outcome.of(own)
                    : marked(own.number(), image.get(), deadline, memory)
                        .map(read -> source.joined(own, read)),
            problem -> Outcome.of(own.withProblem(problem.code())));
  }

  private Outcome<Page> marked(int number, PixImage image, long deadline, PageCachePort memory) {
    boolean incomplete = image.isIncomplete();
    return recognise(number, image, deadline, memory)
        .map(page -> incomplete ? page.withProblem(FailureCode.CORRUPT) : page);
  }

  @Override
  public final Optional<Problem> writeSearchable(List<Page> pages, Path target, Duration timeout) {
    return new SearchablePdf(source).write(pages, target, timeout);
  }

  @Override
  public final Optional<Problem> draw(int number, long maxPixels, Path target, Duration timeout) {
    return PagePicture.draw(source, number, maxPixels, target);
  }

  @Override
  public final void close() {
    source.close();
    closed.run();
  }
}
