/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine;

import static io.ocrstream.contracts.FailureCode.CORRUPT;

import io.ocrstream.contracts.OcrOptions;
import io.ocrstream.contracts.Page;
import io.ocrstream.contracts.Problem;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A document opened by {@link TesseractEngine}: decodes and reads a page when asked for it. */
final class TesseractDocument implements Engine.Document {
  private final PageSource source;
  private final PageReader reader;
  private final LanguageChooser chooser;
  private final TessHandle.Models models;
  private final OcrOptions options;
  private final Runnable closed;

  TesseractDocument(
      PageSource source,
      PageReader reader,
      LanguageChooser chooser,
      TessHandle.Models models,
      OcrOptions options,
      Runnable closed) {
    this.source = source;
    this.reader = reader;
    this.chooser = chooser;
    this.models = models;
    this.options = options;
    this.closed = closed;
  }

  @Override
  public int pageCount() {
    return source.pageCount();
  }

  @Override
  public Engine.PageOutcome read(int number, Duration budget, PageMemory memory) {
    if (number < 1 || number > pageCount()) {
      return new Engine.Unreadable(PageLimit.noSuchPage(pageCount()));
    }
    long deadline = System.nanoTime() + budget.toNanos();
    return source
        .ownText(number, options.textLayer())
        .then(
            own ->
                own.isPresent()
                    ? Attempt.done(own.get())
                    : readImage(new PageReader.Job(number, models, options, deadline), memory))
        .fold(Engine.Read::new, Engine.Unreadable::new);
  }

  private Attempt<Page> readImage(PageReader.Job job, PageMemory memory) {
    return source
        .page(job.number())
        .then(
            raster -> {
              try (raster) {
                boolean incomplete = raster.isIncomplete();
                return read(raster, job, memory)
                    .then(page -> Attempt.done(incomplete ? page.withProblem(CORRUPT) : page));
              }
            });
  }

  private Attempt<Page> read(Raster raster, PageReader.Job job, PageMemory memory) {
    // Only grays are read: colours, of four times as many bytes, change nothing.
    raster.toGray();
    String digest = raster.digest();
    Optional<Page> known = memory.find(digest);
    if (known.isPresent()) {
      return Attempt.done(known.get().withNumber(job.number()));
    }
    Attempt<Page> read =
        options.choosesLanguages() ? readChosen(raster, job) : reader.read(raster, job);
    return read.then(
        page -> {
          memory.keep(digest, page);
          return read;
        });
  }

  /** Reads in the languages that the page seems to be written in, and says which they were. */
  private Attempt<Page> readChosen(Raster raster, PageReader.Job job) {
    return chooser
        .choose(raster, job)
        .then(
            languages -> {
              TessHandle.Models chosen =
                  new TessHandle.Models(job.models().folder(), String.join("+", languages));
              return reader
                  .read(
                      raster,
                      new PageReader.Job(job.number(), chosen, job.options(), job.deadline()))
                  .then(page -> Attempt.done(page.withLanguages(languages)));
            });
  }

  @Override
  public Optional<Problem> writeSearchable(List<Page> pages, Path target, Duration budget) {
    return new SearchablePdf(source).write(pages, target, budget);
  }

  @Override
  public Optional<Problem> draw(int number, Path target, Duration budget) {
    return PagePicture.draw(source, number, target);
  }

  @Override
  public void close() {
    source.close();
    closed.run();
  }
}
