/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.ocrstream.contracts.OcrOptions;
import io.ocrstream.contracts.Page;
import io.ocrstream.contracts.TextLayer;
import io.ocrstream.contracts.Word;
import io.ocrstream.engine.tesseract.TesseractCatalog;
import io.ocrstream.engine.tesseract.TesseractEngine;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests that recognised words are selectable at their place in the searchable PDF. */
class ReadAndSearchableIT {
  private static final Duration TIMEOUT = Duration.ofMinutes(2);

  /** A pixel is lost if the page's size is not a whole number of pixels. */
  private static final double MOST_OFF_PIXELS = 2;

  private static final TestSettings SETTINGS = TestSettings.defaults();
  private static final TesseractCatalog CATALOG = TesseractCatalog.of(SETTINGS);
  private static final TesseractEngine ENGINE = TesseractEngine.start(SETTINGS, CATALOG);

  @TempDir private Path folder;

  @AfterAll
  static void stop() {
    ENGINE.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"english.png", "receipt-sideways.jpg", "letter.tiff", "notice.gif"})
  void shouldSelectEveryWordWhereItWasReadWhenTheDocumentIsAnImage(String name) throws IOException {
    assertSelectable(SampleFiles.file(name));
  }

  @Test
  void shouldSelectEveryWordWhereItWasReadWhenThePageRunsAskew() throws IOException {
    for (double degrees : new double[] {-4, 2.5}) {
      assertSelectable(askew(SampleFiles.file("english.png"), degrees));
    }
  }

  @Test
  void shouldSelectEveryWordTwiceWhenThePdfHasTextOfItsOwn() throws IOException {
    Path source = SampleFiles.file("letter.pdf");
    Path target = folder.resolve("searchable.pdf");

    List<Page> pages = made(source, target);

    for (Page page : pages) {
      List<SelectableWords.Selectable> own = SelectableWords.of(source, page.number(), false);
      List<SelectableWords.Selectable> both = SelectableWords.of(target, page.number(), false);
      assertThat(both).hasSize(words(page).size() + own.size());
      assertThat(both.subList(words(page).size(), both.size())).isEqualTo(own);
    }
  }

  private void assertSelectable(Path source) throws IOException {
    Path target = folder.resolve(source.getFileName() + ".pdf");
    for (Page page : made(source, target)) {
      List<SelectableWords.Selectable> found =
          SelectableWords.of(target, page.number(), page.rotation() % 180 != 0);
      double scale = scale(target, page);
      assertThat(found)
          .extracting(SelectableWords.Selectable::text)
          .isEqualTo(words(page).stream().map(Word::text).toList());
      for (int i = 0; i < found.size(); i++) {
        Word word = words(page).get(i);
        Rectangle2D box = found.get(i).box();
        assertThat(box.getMinX() * scale - word.x()).isBetween(-MOST_OFF_PIXELS, MOST_OFF_PIXELS);
        assertThat(box.getMinY() * scale - word.y()).isBetween(-MOST_OFF_PIXELS, MOST_OFF_PIXELS);
        assertThat(box.getMaxX() * scale - word.x() - word.width())
            .isBetween(-MOST_OFF_PIXELS, MOST_OFF_PIXELS);
        assertThat(box.getMaxY() * scale - word.y() - word.height())
            .isBetween(-MOST_OFF_PIXELS, MOST_OFF_PIXELS);
      }
    }
  }

  /** Returns the number of pixels per point. */
  private static double scale(Path pdf, Page page) throws IOException {
    try (PDDocument document = Loader.loadPDF(pdf.toFile())) {
      PDRectangle box = document.getPage(page.number() - 1).getCropBox();
      return page.width() / (double) box.getWidth();
    }
  }

  private static List<Page> made(Path source, Path target) {
    OcrOptions options = OcrOptions.text(List.of("eng")).withTextLayer(TextLayer.NEVER);
    return ENGINE
        .open(source, CATALOG.info(options).orElseThrow())
        .fold(
            document -> {
              try (document) {
                List<Page> pages = read(document);
                assertThat(document.writeSearchable(pages, target, TIMEOUT)).isEmpty();
                return pages;
              }
            },
            problem -> {
              throw new AssertionError(problem.message());
            });
  }

  private static List<Page> read(Engine.Document document) {
    List<Page> pages = new ArrayList<>();
    for (int number = 1; number <= document.pageCount(); number++) {
      document
          .read(number, TIMEOUT, PageCachePort.NONE)
          .fold(
              pages::add,
              problem -> {
                throw new AssertionError(problem.message());
              });
    }
    assertThat(pages).allSatisfy(page -> assertThat(words(page)).isNotEmpty());
    return pages;
  }

  private static List<Word> words(Page page) {
    return page.words() == null ? List.of() : page.words();
  }

  private Path askew(Path source, double degrees) throws IOException {
    BufferedImage straight = ImageIO.read(source.toFile());
    int width = straight.getWidth();
    int height = straight.getHeight();
    BufferedImage turned = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
    Graphics2D pen = turned.createGraphics();
    pen.setColor(Color.WHITE);
    pen.fillRect(0, 0, width, height);
    pen.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
    pen.rotate(Math.toRadians(degrees), width / 2.0, height / 2.0);
    pen.drawImage(straight, 0, 0, null);
    pen.dispose();
    Path file = folder.resolve("askew" + degrees + ".png");
    ImageIO.write(turned, "png", file.toFile());
    return file;
  }
}
