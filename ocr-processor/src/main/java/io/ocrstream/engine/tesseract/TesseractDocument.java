/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.tesseract;

import io.ocrstream.contracts.FailureCode;
import io.ocrstream.contracts.OcrOptions;
import io.ocrstream.contracts.Outcome;
import io.ocrstream.contracts.Page;
import io.ocrstream.contracts.Problem;
import io.ocrstream.engine.Engine;
import io.ocrstream.engine.PageCachePort;
import io.ocrstream.engine.PageLimit;
import io.ocrstream.engine.image.PagePicture;
import io.ocrstream.engine.image.PageSource;
import io.ocrstream.engine.image.PixImage;
import io.ocrstream.engine.searchable.SearchablePdf;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A document opened by {@link TesseractEngine}. Each page is decoded and recognised when it is
 * read.
 */
final class TesseractDocument implements Engine.Document {
  private final PageSource source;
  private final PageReader reader;
  private final LanguageChooser chooser;
  private final TesseractHandle.Models models;
  private final OcrOptions options;
  private final SecondReading second;
  private final Runnable closed;

  TesseractDocument(
      PageSource source,
      PageReader reader,
      LanguageChooser chooser,
      TesseractHandle.Models models,
      OcrOptions options,
      SecondReading second,
      Runnable closed) {
    this.source = source;
    this.reader = reader;
    this.chooser = chooser;
    this.models = models;
    this.options = options;
    this.second = second;
    this.closed = closed;
  }

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
    PageReader.Job job = new PageReader.Job(number, models, options, deadline);
    return source
        .ownText(number, options.textLayer())
        .flatMap(
            own -> own.isPresent() ? completed(own.get(), job, memory) : readImage(job, memory));
  }

  /** Completes a page's text layer with the text of its images. */
  private Outcome<Page> completed(Page own, PageReader.Job job, PageCachePort memory) {
    return source
        .remainder(job.number())
        .fold(
            raster ->
                raster.isEmpty()
                    ? Outcome.of(own)
                    : closing(raster.get(), job, memory).map(read -> source.joined(own, read)),
            problem -> Outcome.of(own.withProblem(problem.code())));
  }

  private Outcome<Page> closing(PixImage image, PageReader.Job job, PageCachePort memory) {
    try (image) {
      boolean incomplete = image.isIncomplete();
      return read(image, job, memory)
          .map(page -> incomplete ? page.withProblem(FailureCode.CORRUPT) : page);
    }
  }

  private Outcome<Page> readImage(PageReader.Job job, PageCachePort memory) {
    return source
        .page(job.number())
        .flatMap(raster -> closing(raster, job, memory))
        .flatMap(PageSource::unlessNothingWasRead);
  }

  private Outcome<Page> read(PixImage raster, PageReader.Job job, PageCachePort memory) {
    // Recognition uses gray only. Colour would take four times the memory and change nothing.
    raster.toGray();
    String digest = raster.digest();
    Optional<Page> known = memory.find(digest);
    if (known.isPresent()) {
      return Outcome.of(known.get().withNumber(job.number()));
    }
    return readTwice(raster, job)
        .flatMap(
            page -> {
              memory.keep(digest, page);
              return Outcome.of(page);
            });
  }

  /**
   * Returns Tesseract's result, or a better one of the second engine. The first recognition changes
   * the image.
   */
  private Outcome<Page> readTwice(PixImage raster, PageReader.Job job) {
    try (PixImage original = raster.shared()) {
      Outcome<Page> first =
          options.choosesLanguages() ? readChosen(raster, job) : reader.read(raster, job);
      return first.flatMap(page -> second.better(page, original, job));
    }
  }

  /** Detects the languages, recognises the page in them and records them in the result. */
  private Outcome<Page> readChosen(PixImage raster, PageReader.Job job) {
    return chooser
        .choose(raster, job)
        .flatMap(
            languages -> {
              TesseractHandle.Models chosen =
                  new TesseractHandle.Models(job.models().folder(), String.join("+", languages));
              return reader
                  .read(
                      raster,
                      new PageReader.Job(job.number(), chosen, job.options(), job.deadline()))
                  .map(page -> page.withLanguages(languages));
            });
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
