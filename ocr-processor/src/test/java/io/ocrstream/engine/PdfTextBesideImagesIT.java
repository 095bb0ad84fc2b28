/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.ocrstream.TestFont;
import io.ocrstream.contracts.EngineInfo;
import io.ocrstream.contracts.OcrOptions;
import io.ocrstream.contracts.Page;
import io.ocrstream.contracts.TextLayer;
import io.ocrstream.contracts.Word;
import io.ocrstream.engine.tesseract.TesseractCatalog;
import io.ocrstream.engine.tesseract.TesseractEngine;
import java.awt.Color;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.graphics.state.RenderingMode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests text layers on pages that show images too: scans, pictures of text, figures, forms. */
class PdfTextBesideImagesIT {
  private static final TestSettings SETTINGS = TestSettings.defaults();
  private static final TesseractCatalog CATALOG = TesseractCatalog.of(SETTINGS);
  private static final TesseractEngine ENGINE = TesseractEngine.start(SETTINGS, CATALOG);
  private static final List<String> LINES =
      List.of(
          "The harbour office is open from eight to five.",
          "Boats that arrive later must wait for the morning tide.",
          "Please show the blue paper to the guard at the gate.");

  private static final List<String> TIDES =
      List.of("Tide table for the week", "Monday 04:12 and 16:37", "Wednesday 05:51 and 18:14");

  @TempDir Path folder;

  @AfterAll
  static void close() {
    ENGINE.close();
  }

  @Test
  void shouldReadTheImageWhenTheTextLiesHiddenUnderAScan() throws IOException {
    Path file =
        WrittenPdf.pdf(
            folder,
            0,
            (document, pen) -> {
              pen.drawImage(WrittenPdf.scan(document), 0, 0, 420, 300);
              pen.setRenderingMode(RenderingMode.NEITHER);
              WrittenPdf.write(document, pen, List.of("An earlier reading that got it wrong."));
            });
    Page page = read(file, TextLayer.AUTO);
    assertThat(page.source()).isEqualTo(Page.TextSource.OCR);
    assertThat(page.text()).contains("First page");
    Page forced = read(file, TextLayer.FORCE);
    assertThat(forced.source()).isEqualTo(Page.TextSource.TEXT_LAYER);
    assertThat(forced.text()).isEqualTo("An earlier reading that got it wrong.\n");
  }

  @Test
  void shouldReadTheImageWhenAPictureHasMoreRoomThanTheText() throws IOException {
    WrittenPdf.Drawing stamped =
        (document, pen) -> {
          pen.drawImage(WrittenPdf.scan(document), 0, 0, 420, 250);
          WrittenPdf.write(document, pen, List.of("Received 4 May"));
        };
    Page page = read(WrittenPdf.pdf(folder, 0, stamped), TextLayer.AUTO);
    assertThat(page.source()).isEqualTo(Page.TextSource.OCR);
    assertThat(page.text()).contains("First page", "Received 4 May");
    WrittenPdf.Drawing logo =
        (document, pen) -> {
          pen.drawImage(WrittenPdf.scan(document), 300, 10, 60, 20);
          WrittenPdf.write(document, pen, LINES);
        };
    assertThat(read(WrittenPdf.pdf(folder, 0, logo), TextLayer.AUTO).source())
        .isEqualTo(Page.TextSource.TEXT_LAYER);
  }

  /** Such small print is not recognised, at least not without errors. */
  @Test
  void shouldTakeTheTextLayersWordsWhenAPictureLiesBehindThem() throws IOException {
    String number = "Il1|O0 5S8B Z2z: CH93-0076-2011-6238-5295-7";
    WrittenPdf.Drawing paper =
        (document, pen) -> {
          pen.drawImage(WrittenPdf.scan(document), 0, 0, 420, 250);
          pen.beginText();
          pen.setFont(TestFont.embeddedIn(document), 3);
          pen.newLineAtOffset(20, 280);
          pen.showText(number);
          pen.endText();
        };
    Page page = read(WrittenPdf.pdf(folder, 0, paper), TextLayer.AUTO);
    assertThat(page.source()).isEqualTo(Page.TextSource.OCR);
    assertThat(page.text().lines()).contains(number).anyMatch(line -> line.contains("First page"));
  }

  @Test
  void shouldNotReadTextThatIsWhiteOnTheWhiteOfAScan() throws IOException {
    WrittenPdf.Drawing hidden =
        (document, pen) -> {
          pen.drawImage(WrittenPdf.scan(document), 0, 0, 420, 300);
          pen.setNonStrokingColor(Color.WHITE);
          WrittenPdf.write(document, pen, List.of("An earlier reading that got it wrong."));
        };
    Page page = read(WrittenPdf.pdf(folder, 0, hidden), TextLayer.AUTO);
    assertThat(page.text()).contains("First page").doesNotContain("earlier");
  }

  @Test
  void shouldAddWhatPicturesSayWhenTheTextSaysTheRest() throws IOException {
    WrittenPdf.Drawing mixed =
        (document, pen) -> {
          for (int i = 0; i < 3; i++) {
            pen.saveGraphicsState();
            pen.transform(org.apache.pdfbox.util.Matrix.getTranslateInstance(0, -70 * i));
            WrittenPdf.write(document, pen, LINES);
            pen.restoreGraphicsState();
          }
          pen.drawImage(WrittenPdf.picture(document, 900, 300, TIDES, 40, 60), 20, 20, 180, 60);
        };
    Path file = WrittenPdf.pdf(folder, 0, mixed);
    Page page = read(file, TextLayer.AUTO);
    assertThat(page.source()).isEqualTo(Page.TextSource.TEXT_LAYER);
    assertThat(page.text()).contains(String.join("\n", LINES)).contains(String.join("\n", TIDES));
    assertThat(page.text().indexOf(TIDES.get(0))).isGreaterThan(page.text().lastIndexOf("harbour"));
    assertThat(page.treatment()).isNotNull();
    Word first =
        PageWords.of(page).stream()
            .filter(w -> w.text().equals("Wednesday"))
            .findFirst()
            .orElseThrow();
    assertThat(first.confidence()).isLessThan(1);
    Word seen =
        PageWords.of(read(file, TextLayer.NEVER)).stream()
            .filter(w -> w.text().equals("Wednesday"))
            .findFirst()
            .orElseThrow();
    assertThat(PageWords.apart(first, seen)).isLessThan(12);
  }

  /** The images have 3 and 11 % of the page. Of the second one, the text has a small part. */
  @Test
  void shouldReadSmallImagesOfTextAndTellWhatItDropsOfFigures() throws IOException {
    WrittenPdf.Drawing text =
        (document, pen) -> {
          for (int i = 0; i < 3; i++) {
            pen.saveGraphicsState();
            pen.transform(org.apache.pdfbox.util.Matrix.getTranslateInstance(0, -70 * i));
            WrittenPdf.write(document, pen, LINES);
            pen.restoreGraphicsState();
          }
        };
    WrittenPdf.Drawing small =
        (document, pen) -> {
          text.draw(document, pen);
          pen.drawImage(WrittenPdf.picture(document, 900, 300, TIDES, 40, 60), 20, 20, 108, 36);
        };
    Page read = read(WrittenPdf.pdf(folder, 0, small), TextLayer.AUTO);
    assertThat(read.text()).contains(TIDES);
    assertThat(read.missedInk()).isZero();
    WrittenPdf.Drawing figure =
        (document, pen) -> {
          text.draw(document, pen);
          pen.drawImage(
              WrittenPdf.picture(document, 900, 420, TIDES.subList(0, 1), 40, 60), 20, 5, 180, 84);
        };
    Page dropped = read(WrittenPdf.pdf(folder, 0, figure), TextLayer.AUTO);
    assertThat(dropped.text()).doesNotContain(TIDES.get(0));
    assertThat(dropped.missedInk()).isBetween(0.01, 0.5);
  }

  @Test
  void shouldReadValuesOfAFormBesideTheLabelsOfItsScan() throws IOException {
    Path file = folder.resolve("form.pdf");
    try (PDDocument document = new PDDocument()) {
      PDPage page = WrittenPdf.page(document, 0);
      try (PDPageContentStream pen = new PDPageContentStream(document, page)) {
        pen.drawImage(
            WrittenPdf.picture(document, 1750, 1250, List.of("Name:", "City:"), 150, 208),
            0,
            0,
            420,
            300);
      }
      TextLayerTest.addField(document, page, "name", "Martha Oliveira", 150, 245);
      TextLayerTest.addField(document, page, "city", "Porto", 150, 195);
      document.save(file.toFile());
    }
    assertThat(read(file, TextLayer.AUTO).text().replaceAll("\\s+", " ").strip())
        .isEqualTo("Name: Martha Oliveira City: Porto");
  }

  private static EngineInfo info(TextLayer use) {
    return CATALOG.info(OcrOptions.text(List.of("eng")).withTextLayer(use)).orElseThrow();
  }

  private static Page read(Path file, TextLayer use) {
    return FirstPage.of(ENGINE, file, info(use));
  }
}
