/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.ocrstream.contracts.EngineInfo;
import io.ocrstream.contracts.FailureCode;
import io.ocrstream.contracts.OcrOptions;
import io.ocrstream.contracts.Page;
import io.ocrstream.contracts.TextLayer;
import io.ocrstream.contracts.Word;
import io.ocrstream.engine.pdf.TextSoundness;
import io.ocrstream.engine.tesseract.TesseractCatalog;
import io.ocrstream.engine.tesseract.TesseractEngine;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts;
import org.apache.pdfbox.pdmodel.graphics.optionalcontent.PDOptionalContentGroup;
import org.apache.pdfbox.pdmodel.graphics.optionalcontent.PDOptionalContentProperties;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests text layers: when they are used, their text and their boxes. */
class PdfTextIT {
  private static final TestSettings SETTINGS = TestSettings.defaults();
  private static final TesseractCatalog CATALOG = TesseractCatalog.of(SETTINGS);
  private static final TesseractEngine ENGINE = TesseractEngine.start(SETTINGS, CATALOG);
  private static final List<String> LINES =
      List.of(
          "The harbour office is open from eight to five.",
          "Boats that arrive later must wait for the morning tide.",
          "Please show the blue paper to the guard at the gate.");

  @TempDir Path folder;

  @AfterAll
  static void close() {
    ENGINE.close();
  }

  @Test
  void shouldTakeTheTextAsItIsWhenAPageWasBornDigital() throws IOException {
    Page page =
        read(
            WrittenPdf.pdf(folder, 0, (document, pen) -> WrittenPdf.write(document, pen, LINES)),
            TextLayer.AUTO);
    assertThat(page.source()).isEqualTo(Page.TextSource.TEXT_LAYER);
    assertThat(page.text()).isEqualTo(String.join("\n", LINES) + "\n");
    assertThat(page.confidence()).isEqualTo(1);
    assertThat(page.treatment()).isNull();
    assertThat(page.lines()).hasSize(3);
    assertThat(page.blocks()).hasSize(1);
    assertThat(page.words()).hasSize(page.text().split("\\s+").length);
  }

  @Test
  void shouldReadTheImageAllTheSameWhenTheTextIsNotToBeUsed() throws IOException {
    Page page =
        read(
            WrittenPdf.pdf(folder, 0, (document, pen) -> WrittenPdf.write(document, pen, LINES)),
            TextLayer.NEVER);
    assertThat(page.source()).isEqualTo(Page.TextSource.OCR);
    assertThat(page.text()).contains("harbour office");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 90, 180, 270})
  void shouldPlaceWordsWhereReadingFindsThemWhateverThePagesRotation(int degrees)
      throws IOException {
    Path file =
        WrittenPdf.pdf(
            folder,
            degrees,
            (document, pen) -> {
              WrittenPdf.turn(pen, degrees);
              WrittenPdf.write(document, pen, LINES);
            });
    Page own = read(file, TextLayer.AUTO);
    Page seen = read(file, TextLayer.NEVER);
    assertThat(List.of(own.width(), own.height())).isEqualTo(List.of(seen.width(), seen.height()));
    List<Word> ours = PageWords.of(own);
    List<Word> theirs = PageWords.of(seen);
    assertThat(ours.stream().map(Word::text)).isEqualTo(theirs.stream().map(Word::text).toList());
    for (int i = 0; i < ours.size(); i++) {
      assertThat(PageWords.apart(ours.get(i), theirs.get(i))).as(ours.get(i).text()).isLessThan(12);
    }
  }

  @Test
  void shouldReadTheImageWhenTheFontGivesItsLettersTheWrongMeaning() throws IOException {
    Path file = folder.resolve("garbled.pdf");
    try (PDDocument document = new PDDocument()) {
      PDPage page = WrittenPdf.page(document, 0);
      PDType1Font font = new PDType1Font(Standard14Fonts.FontName.HELVETICA);
      font.getCOSObject()
          .setItem(COSName.TO_UNICODE, WrittenPdf.shifted(document, 3).getCOSObject());
      try (PDPageContentStream pen = new PDPageContentStream(document, page)) {
        WrittenPdf.writeIn(pen, font, LINES);
      }
      document.save(file.toFile());
    }
    Page page = read(file, TextLayer.AUTO);
    assertThat(page.source()).isEqualTo(Page.TextSource.OCR);
    assertThat(page.text()).contains("harbour office");
    assertThat(read(file, TextLayer.FORCE).text()).startsWith("Wkh kduerxu");
  }

  @Test
  void shouldLeaveOutWhatNobodySees() throws IOException {
    Path file =
        WrittenPdf.pdf(
            folder,
            0,
            (document, pen) -> {
              PDOptionalContentGroup layer = new PDOptionalContentGroup("draft");
              PDOptionalContentProperties layers = new PDOptionalContentProperties();
              layers.addGroup(layer);
              layers.setGroupEnabled(layer, false);
              document.getDocumentCatalog().setOCProperties(layers);
              pen.beginMarkedContent(COSName.OC, layer);
              WrittenPdf.write(document, pen, List.of("Only in the draft."));
              pen.endMarkedContent();
              pen.saveGraphicsState();
              pen.addRect(0, 0, 5, 5);
              pen.clip();
              WrittenPdf.write(document, pen, List.of("Cut off."));
              pen.restoreGraphicsState();
              WrittenPdf.write(document, pen, LINES);
            });
    assertThat(read(file, TextLayer.AUTO).text()).isEqualTo(String.join("\n", LINES) + "\n");
  }

  @Test
  void shouldGiveAnEmptyPageWhenNothingIsOnIt() throws IOException {
    Path file = WrittenPdf.pdf(folder, 0, (document, pen) -> {});
    for (TextLayer use : List.of(TextLayer.AUTO, TextLayer.FORCE)) {
      Page page = read(file, use);
      assertThat(page.text()).isEmpty();
      assertThat(page.confidence()).isNull();
      assertThat(page.source()).isEqualTo(Page.TextSource.TEXT_LAYER);
    }
  }

  @Test
  void shouldReadTheImageWhenLettersAreDrawnAndNotWritten() throws IOException {
    WrittenPdf.Drawing drawn =
        (document, pen) -> {
          for (int i = 0; i < TextSoundness.MAX_ORNAMENT_SHAPES + 1; i++) {
            pen.moveTo(i, 10);
            pen.curveTo(i + i % 7, 12, i + 1, 12 + i % 11, i + 3, 10);
            pen.fill();
          }
          WrittenPdf.write(document, pen, List.of("Page 1"));
        };
    assertThat(read(WrittenPdf.pdf(folder, 0, drawn), TextLayer.AUTO).source())
        .isEqualTo(Page.TextSource.OCR);
  }

  @Test
  void shouldRefuseImagesWhenOnlyOwnTextIsWanted() {
    Optional<FailureCode> code =
        ENGINE
            .open(SampleFiles.file("english.png"), info(TextLayer.FORCE))
            .fold(document -> Optional.empty(), problem -> Optional.of(problem.code()));
    assertThat(code).contains(FailureCode.UNSUPPORTED_OPTION);
  }

  private static EngineInfo info(TextLayer use) {
    return CATALOG.info(OcrOptions.text(List.of("eng")).withTextLayer(use)).orElseThrow();
  }

  private static Page read(Path file, TextLayer use) {
    return FirstPage.of(ENGINE, file, info(use));
  }
}
