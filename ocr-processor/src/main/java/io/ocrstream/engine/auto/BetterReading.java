/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.auto;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import io.ocrstream.contracts.Choice;
import io.ocrstream.contracts.EngineInfo;
import io.ocrstream.contracts.EngineName;
import io.ocrstream.contracts.OcrOptions;
import io.ocrstream.contracts.Outcome;
import io.ocrstream.contracts.Page;
import io.ocrstream.contracts.Treatment;
import io.ocrstream.contracts.Word;
import io.ocrstream.engine.document.PageImages;
import io.ocrstream.engine.document.StripReader;
import io.ocrstream.engine.image.PageImage;
import io.ocrstream.engine.image.PixImage;
import io.ocrstream.engine.tesseract.PageReader;
import io.ocrstream.engine.tesseract.SecondReading;
import io.ocrstream.engine.tesseract.TesseractEngine;
import java.util.List;

/**
 * Reads a page again if Tesseract's reading is in doubt, and keeps the reading with fewer expected
 * errors. For a language that the second engine cannot spell, it reads each line together with
 * Tesseract.
 *
 * <p><b>Threading:</b> the thread that reads the document.
 */
final class BetterReading implements SecondReading {
  /** Words from which a reading without longer ones is of marks. A page of few letters has less. */
  private static final int MIN_MARKS = 20;

  /** Expected accuracy from which single letters are not marks but, say, a table of zeros. */
  private static final double MAX_PROMISE_OF_MARKS = 0.6;

  /** Largest share of words of two different letters or digits among marks. */
  private static final double MAX_WORDS_SHARE = 0.2;

  private final PageImages.Readers second;
  private final TesseractEngine tesseract;
  private final EngineInfo info;
  private final OcrOptions options;
  private final AutoCatalog catalog;
  private final ReadingModel model = ReadingModel.BUNDLED;

  BetterReading(
      PageImages.Readers second,
      TesseractEngine tesseract,
      EngineInfo info,
      OcrOptions options,
      AutoCatalog catalog) {
    this.second = second;
    this.tesseract = tesseract;
    this.info = info;
    this.options = options;
    this.catalog = catalog;
  }

  @Override
  public Outcome<Page> better(Page first, PixImage image, PageReader.Job job) {
    List<String> languages = languages(first);
    EngineName again = catalog.secondSpells(languages) ? EngineName.ONNX : EngineName.AUTO;
    boolean isAsked =
        catalog.isThorough() ? !ReadingModel.isBlank(first) : model.isInDoubt(first, again);
    if (!isAsked) {
      return kept(first, new Choice(EngineName.TESSERACT, Choice.Reason.SURE, null));
    }
    if (again == EngineName.ONNX) {
      return read(second.reader(options, languages), image, job)
          .flatMap(other -> chosen(first, again, other, image));
    }
    if (!ReadingModel.isLatin(first)) {
      return kept(first, new Choice(EngineName.TESSERACT, Choice.Reason.LANGUAGE, null));
    }
    StripReader strips = tesseract.strips(info, languages, job.deadline(), model::likelihood);
    return read(second.lineReader(strips), image, job)
        .flatMap(other -> chosen(first, again, other, image));
  }

  private Outcome<Page> read(PageImages.Reader reader, PixImage image, PageReader.Job job) {
    PageImages.Size size = new PageImages.Size(job.number(), image.width(), image.height());
    PageImage pixels = image.image(second.imagePixels());
    return reader.read(pixels, size, job.deadline());
  }

  private List<String> languages(Page page) {
    Treatment treatment = page.treatment();
    List<String> chosen = treatment == null ? null : treatment.languages();
    return chosen == null ? options.languages() : chosen;
  }

  private Outcome<Page> chosen(Page first, EngineName engine, Page other, PixImage image) {
    double agreement = Agreement.of(first, other);
    if (isMarks(other) && model.promise(engine, other) < MAX_PROMISE_OF_MARKS) {
      Page credible =
          longWords(first) > 0 ? model.calibrated(EngineName.TESSERACT, first) : emptied(first);
      return with(
          new Choice(EngineName.TESSERACT, Choice.Reason.FEWER_ERRORS, agreement), credible);
    }
    if (hasNoWords(first) && longWords(other) == 0) {
      return with(new Choice(EngineName.TESSERACT, Choice.Reason.FEWER_ERRORS, agreement), first);
    }
    if (hasNoWords(other) || !model.prefersSecond(first, engine, other)) {
      return with(
          new Choice(EngineName.TESSERACT, Choice.Reason.FEWER_ERRORS, agreement),
          model.joined(EngineName.TESSERACT, first, engine, other));
    }
    Page measured = MissedInk.measured(first, other, image);
    return with(
        new Choice(engine, Choice.Reason.FEWER_ERRORS, agreement),
        model.joined(engine, withLanguages(measured, first), EngineName.TESSERACT, first));
  }

  /* A reading without words says nothing about ink that the first one reported as unread. */
  private static boolean hasNoWords(Page page) {
    return page.words() == null || page.words().isEmpty();
  }

  /* Rings and crosses of a drawing are read as single letters, mostly as the same one. */
  private static boolean isMarks(Page page) {
    List<Word> words = page.words() == null ? List.of() : page.words();
    long alike =
        words.stream().collect(groupingBy(Word::text, counting())).values().stream()
            .mapToLong(Long::longValue)
            .max()
            .orElse(0);
    return words.size() >= MIN_MARKS
        && 2 * alike > words.size()
        && longWords(page) < MAX_WORDS_SHARE * words.size();
  }

  /* Where Tesseract finds nothing, single letters and repeated ones are drawings. */
  private static long longWords(Page page) {
    List<Word> words = page.words() == null ? List.of() : page.words();
    return words.stream().filter(BetterReading::hasTwoLetters).count();
  }

  private static Page emptied(Page page) {
    return page.with("", List.of(), List.of(), List.of()).withConfidence(null);
  }

  private static boolean hasTwoLetters(Word word) {
    return word.text().codePoints().filter(Character::isLetterOrDigit).distinct().count() > 1;
  }

  private static Page withLanguages(Page page, Page first) {
    Treatment treatment = first.treatment();
    List<String> chosen = treatment == null ? null : treatment.languages();
    return chosen == null ? page : page.withLanguages(chosen);
  }

  private Outcome<Page> kept(Page page, Choice choice) {
    return with(choice, model.calibrated(choice.engine(), page));
  }

  private static Outcome<Page> with(Choice choice, Page page) {
    Treatment treatment = page.treatment() == null ? Treatment.NONE : page.treatment();
    return Outcome.of(BrokenWords.joined(page).with(treatment.withChoice(choice)));
  }
}
