/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.ocrstream.TestFont;
import io.ocrstream.contracts.OcrOptions;
import io.ocrstream.engine.tesseract.TesseractCatalog;
import io.ocrstream.engine.tesseract.TesseractEngine;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.pdfbox.pdmodel.graphics.image.LosslessFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests text on coloured ground: all of it is read, and ground without text gives none. */
class ColouredGroundIT {
  private static final TestSettings SETTINGS = TestSettings.defaults();
  private static final TesseractCatalog CATALOG = TesseractCatalog.of(SETTINGS);
  private static final TesseractEngine ENGINE = TesseractEngine.start(SETTINGS, CATALOG);
  private static final int LETTER_PIXELS = 34;
  private static final int LINE_PIXELS = 70;
  private static final int LEFT = 60;
  private static final int WIDTH = 1000;

  private static final List<String> LINES =
      List.of(
          "Opening hours of the library",
          "On weekdays the reading room closes at seven",
          "and the lending desk half an hour earlier.",
          "How to find us in the old town",
          "Take the tram to the bridge and cross the river,",
          "the house has a green door and a brass bell.");

  private static final String TEXT = String.join("\n", LINES);

  @TempDir Path folder;

  @AfterAll
  static void close() {
    ENGINE.close();
  }

  /** The first and the fourth line are headings on bars. */
  @ParameterizedTest
  @CsvSource({
    "ff7814, 000000",
    "d21e1e, 000000",
    "f06e0a, 461e00",
    "ff3c96, 000000",
    "1e3c96, ffffff",
    "f58220, ffffff"
  })
  void shouldReadHeadingsOnColouredBars(String bar, String letters) throws IOException {
    assertIsRead(DrawnPage.png(folder, bars(bar, letters)));
  }

  /**
   * Small white letters in the dark head of a table: Tesseract alone reads about half of them. In a
   * shadow, the page's ground is evened out first.
   */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void shouldReadTheDarkHeadOfATable(boolean shaded) throws IOException {
    List<String> rows =
        List.of(
            "Region Orders Revenue", "North 1204 88310", "Coast 1533 10294", "Inland 640 45118");
    BufferedImage image = canvas("ffffff");
    Graphics2D pen = image.createGraphics();
    pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    pen.setColor(colour("1f4e9c"));
    pen.fillRect(40, 40, 600, 26);
    for (int row = 0; row < rows.size(); row++) {
      List<String> cells = List.of(rows.get(row).split(" "));
      for (int i = 0; i < cells.size(); i++) {
        pen.setColor(colour(row == 0 ? "ffffff" : "000000"));
        TestFont.draw(pen, cells.get(i), 14, 50 + 200 * i, 58 + 26 * row);
        pen.setColor(colour("c8c8c8"));
        pen.drawRect(40 + 200 * i, 40 + 26 * row, 200, 26);
      }
    }
    pen.dispose();
    if (shaded) {
      shade(image);
    }

    assertThat(read(DrawnPage.png(folder, image)).lines().filter(line -> !line.isBlank()))
        .containsExactlyElementsOf(rows);
  }

  /** Text and ground have nearly the same lightness. */
  @ParameterizedTest
  @CsvSource({"e25858, 58aa58", "c83c3c, 3c823c"})
  void shouldReadTextThatDiffersFromItsGroundInColourOnly(String letters, String ground)
      throws IOException {
    BufferedImage image = canvas(ground);
    write(image, letters, letters);
    assertIsRead(DrawnPage.png(folder, image));
  }

  /** The line at the edge makes it a page that is drawn, and not a scan whose pixels are copied. */
  @Test
  void shouldReadHeadingsOnColouredBarsOfADrawnPage() throws IOException {
    BufferedImage scan = bars("ff7814", "000000");
    assertIsRead(DrawnPage.pdf(folder, scan, LosslessFactory::createFromImage, /* marked= */ true));
  }

  @Test
  void shouldReadNothingInColoursWithoutText() throws IOException {
    BufferedImage image = canvas("000000");
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < WIDTH; x++) {
        // Red and green change, and lightness hardly does.
        int red = 60 + 150 * x / WIDTH;
        image.setRGB(x, y, red << 16 | (200 - red / 2) << 8 | 90);
      }
    }
    assertThat(read(DrawnPage.png(folder, image))).isBlank();
  }

  private static BufferedImage bars(String bar, String letters) {
    BufferedImage image = canvas("ffffff");
    Graphics2D pen = image.createGraphics();
    pen.setColor(colour(bar));
    for (int line : new int[] {0, 3}) {
      pen.fillRect(LEFT - 20, 22 + line * LINE_PIXELS, WIDTH - 2 * LEFT, 60);
    }
    pen.dispose();
    write(image, letters, "000000");
    return image;
  }

  /* Brightness falls to the right, from three quarters to half. */
  private static void shade(BufferedImage image) {
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        double light = 0.75 - 0.25 * x / image.getWidth();
        Color colour = new Color(image.getRGB(x, y));
        int red = (int) (light * colour.getRed());
        int green = (int) (light * colour.getGreen());
        int blue = (int) (light * colour.getBlue());
        image.setRGB(x, y, new Color(red, green, blue).getRGB());
      }
    }
  }

  private static BufferedImage canvas(String ground) {
    return DrawnPage.paper(WIDTH, LINE_PIXELS * (LINES.size() + 1), colour(ground));
  }

  private static void write(BufferedImage image, String headings, String others) {
    DrawnPage.write(
        DrawnPage.pen(image),
        LINES,
        LETTER_PIXELS,
        64,
        LINE_PIXELS,
        i -> colour(i % 3 == 0 ? headings : others));
  }

  private static Color colour(String rgb) {
    return new Color(Integer.parseInt(rgb, 16));
  }

  private static void assertIsRead(Path file) {
    assertThat(TextScore.of(read(file), TEXT).errorRate()).isLessThanOrEqualTo(0.05);
  }

  private static String read(Path file) {
    OcrOptions options = OcrOptions.text(List.of("eng"));
    return FirstPage.of(ENGINE, file, CATALOG.info(options).orElseThrow(), PageCachePort.NONE)
        .text();
  }
}
