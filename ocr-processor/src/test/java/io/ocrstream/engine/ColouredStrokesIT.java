/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.ocrstream.TestFont;
import io.ocrstream.contracts.Line;
import io.ocrstream.contracts.OcrOptions;
import io.ocrstream.contracts.Page;
import io.ocrstream.contracts.Preparation;
import io.ocrstream.contracts.Word;
import io.ocrstream.engine.tesseract.TesseractCatalog;
import io.ocrstream.engine.tesseract.TesseractEngine;
import java.awt.AlphaComposite;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.apache.pdfbox.pdmodel.graphics.image.JPEGFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests stamps and other coloured strokes across black text. */
class ColouredStrokesIT {
  private static final TestSettings SETTINGS = TestSettings.defaults();
  private static final TesseractCatalog CATALOG = TesseractCatalog.of(SETTINGS);
  private static final TesseractEngine ENGINE = TesseractEngine.start(SETTINGS, CATALOG);
  private static final int LETTER_PIXELS = 36;
  private static final int LEFT = 60;

  private static final List<String> LINES =
      List.of(
          "The harbour office keeps a register of all vessels",
          "that stay longer than three nights. Owners must show",
          "proof of insurance and pay the berth fee in advance.",
          "Water and electricity are metered and invoiced at the",
          "end of each month. Waste oil may only be left in the",
          "marked tanks behind the workshop. Dogs are welcome.");

  private static final String TEXT = String.join("\n", LINES);

  @TempDir Path folder;

  @AfterAll
  static void close() {
    ENGINE.close();
  }

  @ParameterizedTest
  @CsvSource({
    "c8141e, RECEIVED, -17, .75",
    "1e28aa, PAID, -12, .9",
    "14823c, APPROVED, 9, .75",
    "782896, COPY, -22, .6",
    "c8141e, REJECTED, 0, .8"
  })
  void shouldReadTextBeneathAStampAndTheStamp(String rgb, String word, int degrees, float cover)
      throws IOException {
    Page page =
        read(DrawnPage.png(folder, stamped(page(), rgb, word, degrees, cover)), PageCachePort.NONE);

    assertThat(steps(page)).contains(Preparation.GROUND_WHITENED);
    assertThat(TextScore.of(page.text(), TEXT + "\n" + word).errorRate()).isLessThanOrEqualTo(0.05);
    boolean isRead = page.text().strip().endsWith(word);
    assertThat(isRead || requireNonNull(page.missedInk()) > 0.05)
        .as("the stamp is read, or %s reports it", page.missedInk())
        .isTrue();
    assertThatLayoutFitsText(page);
  }

  /** A page with another mark is drawn. The pixels of one with a scan alone are copied. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void shouldReadTextBeneathAStampOfAScannedPdf(boolean alone) throws IOException {
    BufferedImage scan = stamped(page(), "c8141e", "RECEIVED", -10, 0.8f);
    Path file =
        DrawnPage.pdf(
            folder,
            scan,
            (document, image) -> JPEGFactory.createFromImage(document, image, 0.9f),
            !alone);

    Page page = read(file, PageCachePort.NONE);

    assertThat(steps(page)).contains(Preparation.GROUND_WHITENED);
    assertThat(TextScore.of(page.text(), TEXT + "\nRECEIVED").errorRate())
        .isLessThanOrEqualTo(0.05);
  }

  /** They are no strokes across text, and taking them apart would change the order of lines. */
  @Test
  void shouldLeaveColouredLinesAndHighlightsInTheirPlace() throws IOException {
    BufferedImage image = paper();
    Graphics2D pen = DrawnPage.pen(image);
    pen.setColor(new Color(255, 240, 80));
    pen.fillRect(LEFT, 3 * LETTER_PIXELS + 8, 500, 46);
    pen.setColor(new Color(230, 40, 60));
    pen.fillRect(LEFT + 300, 7 * LETTER_PIXELS + 8, 300, 46);
    write(pen, Color.BLACK, new Color(160, 20, 20));

    Page page = read(DrawnPage.png(folder, image), PageCachePort.NONE);

    assertThat(steps(page)).doesNotContain(Preparation.GROUND_WHITENED);
    assertThat(TextScore.of(page.text(), TEXT).errorRate()).isLessThanOrEqualTo(0.05);
  }

  /**
   * JPEG keeps colours at half the resolution, so that thin parts of dark green letters look black,
   * and thick ones coloured.
   */
  @Test
  void shouldReadDarkColouredTextOfAJpeg() throws IOException {
    BufferedImage image = paper();
    write(DrawnPage.pen(image), new Color(0, 84, 0), new Color(110, 0, 30));
    Path file = folder.resolve("page.jpg");
    ImageIO.write(image, "jpeg", file.toFile());

    Page page = read(file, PageCachePort.NONE);

    assertThat(steps(page)).doesNotContain(Preparation.GROUND_WHITENED);
    assertThat(TextScore.of(page.text(), TEXT).errorRate()).isLessThanOrEqualTo(0.05);
  }

  /** The pages differ only in what was taken off before the image was hashed. */
  @Test
  void shouldNotTakeAPageOfAnotherStampFromThePageCache() throws IOException {
    Map<String, Page> cache = new HashMap<>();
    PageCachePort memory = cacheIn(cache);

    for (String word : List.of("RECEIVED", "REJECTED", "RECEIVED")) {
      read(DrawnPage.png(folder, stamped(page(), "1e28aa", word, 0, 0.8f)), memory);
    }

    assertThat(cache).hasSize(2);
  }

  private static PageCachePort cacheIn(Map<String, Page> pages) {
    return new PageCachePort() {
      @Override
      public Optional<Page> find(String digest) {
        return Optional.ofNullable(pages.get(digest));
      }

      @Override
      public void keep(String digest, Page page) {
        pages.put(digest, page);
      }
    };
  }

  private static void assertThatLayoutFitsText(Page page) {
    List<Word> words = requireNonNull(page.words());
    List<Line> lines = requireNonNull(page.lines());
    assertThat(lines.stream().mapToInt(Line::wordCount).sum()).isEqualTo(words.size());
    Line last = lines.get(lines.size() - 1);
    assertThat(words.get(last.firstWord() + last.wordCount() - 1))
        .isEqualTo(words.get(words.size() - 1));
    assertThat(page.text().lines().filter(line -> !line.isEmpty()).toList())
        .isEqualTo(lines.stream().map(Line::text).toList());
  }

  private static List<Preparation> steps(Page page) {
    return requireNonNull(page.treatment()).preparation();
  }

  private static Page read(Path file, PageCachePort memory) {
    OcrOptions options = OcrOptions.text(List.of("eng"));
    return FirstPage.of(ENGINE, file, CATALOG.info(options).orElseThrow(), memory);
  }

  private static BufferedImage page() {
    BufferedImage image = paper();
    write(DrawnPage.pen(image), Color.BLACK, Color.BLACK);
    return image;
  }

  private static BufferedImage paper() {
    return DrawnPage.paper(1200, 620, Color.WHITE);
  }

  private static void write(Graphics2D pen, Color odd, Color even) {
    DrawnPage.write(
        pen,
        LINES,
        LETTER_PIXELS,
        4 * LETTER_PIXELS,
        2 * LETTER_PIXELS,
        i -> i % 2 == 0 ? odd : even);
  }

  private static BufferedImage stamped(
      BufferedImage page, String rgb, String word, int degrees, float cover) {
    Graphics2D pen = DrawnPage.pen(page);
    pen.setComposite(AlphaComposite.SrcOver.derive(cover));
    pen.setColor(new Color(Integer.parseInt(rgb, 16)));
    pen.rotate(Math.toRadians(degrees), page.getWidth() / 2.0, page.getHeight() / 2.0);
    int size = 90;
    int width = size * word.length() * 7 / 10;
    int left = (page.getWidth() - width) / 2;
    int base = page.getHeight() / 2 + size / 3;
    TestFont.draw(pen, word, size, left, base);
    pen.setStroke(new BasicStroke(8));
    pen.drawRect(left - 30, base - size - 10, width + 60, size + 40);
    pen.dispose();
    return page;
  }
}
