/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.ocrstream.contracts.OcrOptions;
import io.ocrstream.contracts.Page;
import io.ocrstream.contracts.Preparation;
import io.ocrstream.engine.tesseract.TesseractCatalog;
import io.ocrstream.engine.tesseract.TesseractEngine;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests text that is faint, very large, in capitals, in a ruled table or on patterned ground. */
class UnusualTextIT {
  private static final TestSettings SETTINGS = TestSettings.defaults();
  private static final TesseractCatalog CATALOG = TesseractCatalog.of(SETTINGS);
  private static final TesseractEngine ENGINE = TesseractEngine.start(SETTINGS, CATALOG);
  private static final List<String> CAPITALS =
      List.of(
          "NOTICE TO ALL PASSENGERS OF THE NORTH LINE",
          "BOARDING CLOSES TEN MINUTES BEFORE SAILING",
          "KEEP YOUR TICKET UNTIL THE END OF THE TRIP",
          "LUGGAGE LEFT ON DECK IS AT OWNERS RISK");
  private static final List<String> ROWS =
      List.of(
          "Vessel Length Fee", "Aurora 12.4 144.00", "Cormorant 15.2 420.00", "Egret 11.0 176.00");

  private static final List<String> ITEMS =
      List.of("Sales rose in every region", "Two new depots were opened", "The first vowel is e");

  @TempDir Path folder;

  @AfterAll
  static void close() {
    ENGINE.close();
  }

  @Test
  void shouldReadWhatIsFaintWhenItIsOnThisSide() throws IOException {
    Page page = read(PlantedWords.page().lit(gray -> 250 - (255 - gray) * 25 / 255).image());

    assertThat(page.text()).contains("harbour");
    assertThat(page.missedInk()).isLessThan(0.05);
  }

  @ParameterizedTest
  @CsvSource({"7, 1", "42, 1", "STOP, 8", "4, 12"})
  void shouldReadAFewLettersOfAnySize(String letters, int scale) throws IOException {
    BufferedImage wide = GraySheet.text(List.of(letters), GraySheet.DPI * scale);
    Page page = read(wide.getSubimage(0, 0, Math.min(2000, wide.getWidth()), wide.getHeight()));

    assertThat(page.text().strip()).isEqualTo(letters);
    assertThat(page.hasMissedInk()).isFalse();
    assertThat(requireNonNull(page.words()).get(0).height()).isBetween(15 * scale, 34 * scale);
  }

  @ParameterizedTest
  @ValueSource(strings = {"- 47 -", "[12]", "- 8 -"})
  void shouldReadANumberBetweenSignsWhenNothingElseIsThere(String number) throws IOException {
    Page page = read(GraySheet.text(List.of(number)));

    // Tesseract sometimes joins the signs with the number.
    assertThat(page.text().replaceAll("\\s", "")).isEqualTo(number.replace(" ", ""));
  }

  @ParameterizedTest
  @CsvSource({"1, 0, 0", "1, 2, 180", "2, 2, 180", "4, 2, 180", "4, 3, 90"})
  void shouldReadCapitalsUprightWhenNothingElseSaysHowTheyStand(
      int lines, int quarters, int rotation) throws IOException {
    Page page = read(GraySheet.turned(GraySheet.text(CAPITALS.subList(0, lines)), quarters));

    assertThat(page.text().lines().filter(line -> !line.isBlank()))
        .containsExactlyElementsOf(CAPITALS.subList(0, lines));
    assertThat(page.rotation()).isEqualTo(rotation);
  }

  @Test
  void shouldReadARuledTableWhenThePictureStatesNoResolution() throws IOException {
    BufferedImage image = GraySheet.text(ROWS);
    Graphics2D pen = image.createGraphics();
    pen.setColor(Color.BLACK);
    pen.setStroke(new BasicStroke(3));
    int bottom = image.getHeight() - 60;
    for (int i = 0; i <= ROWS.size(); i++) {
      int y = 60 + i * (bottom - 60) / ROWS.size();
      pen.drawLine(40, y, image.getWidth() - 40, y);
    }
    pen.drawLine(40, 60, 40, bottom);
    pen.drawLine(image.getWidth() - 40, 60, image.getWidth() - 40, bottom);
    pen.dispose();

    Page page = read(image);

    assertThat(page.text().lines().filter(line -> !line.isBlank())).containsExactlyElementsOf(ROWS);
  }

  /** Tesseract alone reads each disc as the letter that ends the last line. */
  @Test
  void shouldReadBulletsAsSuchAndRoundLettersAsLetters() throws IOException {
    assertBulleted(bulleted());
  }

  @Test
  void shouldReadAWornBulletAsSuchWhenOthersOfTheListAreWhole() throws IOException {
    BufferedImage image = bulleted();
    Graphics2D pen = image.createGraphics();
    pen.setColor(Color.WHITE);
    pen.fillRect(49, 73 + 4, 4, 4);
    pen.dispose();

    assertBulleted(image);
  }

  private static BufferedImage bulleted() throws IOException {
    BufferedImage image = GraySheet.text(ITEMS);
    Graphics2D pen = image.createGraphics();
    pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    pen.setColor(Color.BLACK);
    for (int i = 0; i < ITEMS.size(); i++) {
      pen.fillOval(40, 73 + 60 * i, 14, 14);
    }
    pen.dispose();
    return image;
  }

  private void assertBulleted(BufferedImage image) throws IOException {
    assertThat(read(image).text().lines().filter(line -> !line.isBlank()))
        .containsExactlyElementsOf(ITEMS.stream().map(item -> "• " + item).toList());
  }

  @Test
  void shouldWhitenTheGroundWhenItIsPatterned() throws IOException {
    PlantedWords planted = PlantedWords.page();
    BufferedImage image = planted.image();
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        boolean wave = Math.floorMod(x + (int) (20 * Math.sin(y / 15.0)), 14) < 6;
        int gray = image.getRaster().getSample(x, y, 0);
        image.getRaster().setSample(x, y, 0, Math.min(gray, wave ? 185 : 255));
      }
    }

    Page page = read(image);

    assertThat(requireNonNull(page.treatment()).preparation())
        .contains(Preparation.GROUND_WHITENED);
    String words =
        planted.words().stream().map(word -> word.text()).collect(Collectors.joining(" "));
    assertThat(TextScore.of(page.text(), words).wordsFound()).isGreaterThan(0.95);
  }

  private Page read(BufferedImage image) throws IOException {
    Path file = folder.resolve("page.png");
    ImageIO.write(image, "png", file.toFile());
    return FirstPage.of(ENGINE, file, CATALOG.info(OcrOptions.text(List.of("eng"))).orElseThrow());
  }
}
