/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.auto;

import io.ocrstream.contracts.Choice;
import io.ocrstream.contracts.EngineName;
import io.ocrstream.contracts.OcrOptions;
import io.ocrstream.contracts.Page;
import io.ocrstream.contracts.Treatment;
import io.ocrstream.engine.Attempt;
import io.ocrstream.engine.document.PageImages;
import io.ocrstream.engine.image.PageImage;
import io.ocrstream.engine.image.PixImage;
import io.ocrstream.engine.tesseract.PageReader;
import io.ocrstream.engine.tesseract.SecondReading;
import java.util.List;

/**
 * Reads a page a second time, with another engine, where Tesseract's reading leaves doubt, and
 * keeps the reading that promises fewer errors.
 *
 * <p><b>Threading:</b> the thread that reads the document.
 */
final class BetterReading implements SecondReading {
  private final PageImages.Readers second;
  private final OcrOptions options;
  private final AutoCatalog catalog;

  BetterReading(PageImages.Readers second, OcrOptions options, AutoCatalog catalog) {
    this.second = second;
    this.options = options;
    this.catalog = catalog;
  }

  @Override
  public Attempt<Page> better(Page first, PixImage image, PageReader.Job job) {
    if (!catalog.secondSpells(languages(first))) {
      return kept(first, EngineName.TESSERACT, Choice.Reason.LANGUAGE);
    }
    boolean isAsked =
        catalog.isThorough() ? !ReadingModel.isBlank(first) : ReadingModel.BUNDLED.isInDoubt(first);
    if (!isAsked) {
      return kept(first, EngineName.TESSERACT, Choice.Reason.SURE);
    }
    PageImages.Size size = new PageImages.Size(job.number(), image.width(), image.height());
    PageImage pixels = image.image(second.imagePixels());
    return second
        .reader(options)
        .read(pixels, size, job.deadline())
        .fold(other -> chosen(first, other), Attempt.Failed::new);
  }

  private List<String> languages(Page page) {
    Treatment treatment = page.treatment();
    List<String> chosen = treatment == null ? null : treatment.languages();
    return chosen == null ? options.languages() : chosen;
  }

  private static Attempt<Page> chosen(Page first, Page other) {
    return ReadingModel.BUNDLED.prefersSecond(first, other)
        ? kept(other, EngineName.ONNX, Choice.Reason.FEWER_ERRORS)
        : kept(first, EngineName.TESSERACT, Choice.Reason.FEWER_ERRORS);
  }

  private static Attempt<Page> kept(Page page, EngineName engine, Choice.Reason reason) {
    Treatment treatment = page.treatment() == null ? Treatment.NONE : page.treatment();
    return Attempt.done(page.with(treatment.withChoice(new Choice(engine, reason))));
  }
}
