/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.tesseract;

import io.ocrstream.contracts.ContentHash;
import io.ocrstream.contracts.OcrOptions;
import io.ocrstream.contracts.Outcome;
import io.ocrstream.contracts.Page;
import io.ocrstream.engine.PageCachePort;
import io.ocrstream.engine.document.SourceDocument;
import io.ocrstream.engine.image.BinaryImage;
import io.ocrstream.engine.image.ConnectedComponents;
import io.ocrstream.engine.image.PageSource;
import io.ocrstream.engine.image.PixDigest;
import io.ocrstream.engine.image.PixImage;
import io.ocrstream.engine.image.PixelRectangle;
import io.ocrstream.engine.preparation.ColouredGround;
import io.ocrstream.engine.preparation.ColouredStrokes;
import io.ocrstream.engine.preparation.LetterBoxes;
import io.ocrstream.engine.preparation.LetterMoves;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** A document opened by {@link TesseractEngine}. */
final class TesseractDocument extends SourceDocument {
  /** Tesseract's page segmentation mode for words anywhere on the page. */
  private static final int SPARSE_TEXT = 11;

  private final PageReader reader;
  private final LanguageChooser chooser;
  private final TesseractHandle.Models models;
  private final OcrOptions options;
  private final SecondReading second;

  TesseractDocument(
      PageSource source,
      PageReader reader,
      LanguageChooser chooser,
      TesseractHandle.Models models,
      OcrOptions options,
      SecondReading second,
      Runnable closed) {
    super(source, options.textLayer(), closed);
    this.reader = reader;
    this.chooser = chooser;
    this.models = models;
    this.options = options;
    this.second = second;
  }

  @Override
  protected Outcome<Page> recognise(
      int number, PixImage image, long deadline, PageCachePort memory) {
    try (image) {
      return read(image, new PageReader.Job(number, models, options, deadline), memory);
    }
  }

  private Outcome<Page> read(PixImage raster, PageReader.Job job, PageCachePort memory) {
    // Recognition uses gray only. Colour takes four times the memory, and tells strokes apart.
    ColouredGround.lighten(raster);
    Optional<PixImage> strokes = ColouredStrokes.takeFrom(raster);
    try {
      String digest = digest(raster, strokes);
      Optional<Page> known = memory.find(digest);
      if (known.isPresent()) {
        return Outcome.of(known.get().withNumber(job.number()));
      }
      return readLayers(raster, strokes, job)
          .map(
              page -> {
                memory.keep(digest, page);
                return page;
              });
    } finally {
      strokes.ifPresent(PixImage::close);
    }
  }

  private Outcome<Page> readLayers(
      PixImage raster, Optional<PixImage> strokes, PageReader.Job job) {
    if (strokes.isEmpty()) {
      return readTwice(raster, job);
    }
    // Reading changes the images.
    ConnectedComponents letters = ConnectedComponents.of(pieces(raster));
    ConnectedComponents strokeLetters =
        ConnectedComponents.of(pieces(strokes.get()), StrokeText.MIN_LETTERS);
    PageReader.Job sparse = job.with(SPARSE_TEXT);
    return readTwice(raster, job)
        .flatMap(
            page ->
                readTwice(strokes.get(), sparse)
                    .map(marks -> StrokeText.appended(page, letters, marks, strokeLetters)));
  }

  private static List<PixelRectangle> pieces(PixImage image) {
    try (BinaryImage ink = image.ink()) {
      return ink.pieces();
    }
  }

  private static String digest(PixImage raster, Optional<PixImage> strokes) {
    return strokes
        .map(layer -> PixDigest.of(raster) + PixDigest.of(layer))
        .map(both -> ContentHash.ofBytes(both.getBytes(StandardCharsets.US_ASCII)).hex())
        .orElseGet(() -> PixDigest.of(raster));
  }

  /**
   * Returns Tesseract's result, or a better one of the second engine. The first recognition changes
   * the image.
   */
  private Outcome<Page> readTwice(PixImage raster, PageReader.Job job) {
    Optional<LetterMoves> moves = LetterBoxes.join(raster);
    try (PixImage original = raster.shared()) {
      Outcome<Page> first =
          options.choosesLanguages() ? readChosen(raster, job) : reader.read(raster, job);
      return first
          .flatMap(page -> second.better(page, original, job))
          .map(page -> moves.map(boxes -> boxes.undoneOn(page)).orElse(page));
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
}
