/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ocrstream.contracts.OcrOptions;
import io.ocrstream.contracts.Page;
import io.ocrstream.contracts.Preparation;
import io.ocrstream.contracts.Treatment;
import io.ocrstream.contracts.Word;
import io.ocrstream.engine.image.PixelRectangle;
import io.ocrstream.engine.tesseract.TesseractCatalog;
import io.ocrstream.engine.tesseract.TesseractEngine;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Tests each preprocessing step on pages that need it: it is applied and reported, the page is
 * recognised, and boxes are relative to the page as delivered.
 */
class PreparationIT {
  private static final TestSettings SETTINGS = TestSettings.defaults();
  private static final TesseractCatalog CATALOG = TesseractCatalog.of(SETTINGS);
  private static final TesseractEngine ENGINE = TesseractEngine.start(SETTINGS, CATALOG);

  /** Tolerance of a box's position, in pixels, if lines are level. */
  private static final int TOLERANCE = 2;

  /** Additional tolerance, as a fraction of the word's height, if lines are not level. */
  private static final double SLANTED_TOLERANCE = 0.25;

  private static PlantedWords planted;

  @TempDir Path folder;

  @BeforeAll
  static void plant() throws IOException {
    planted = PlantedWords.page();
  }

  @AfterAll
  static void close() {
    ENGINE.close();
  }

  @Test
  void shouldLeaveThePageAloneWhenItIsClear() throws IOException {
    Page page = read(planted);
    assertThat(page.treatment()).isEqualTo(new Treatment(0, List.of(), 1, 1.0, null));
    assertThat(page.rotation()).isZero();
    assertBoxes(page, planted, TOLERANCE);
  }

  @ParameterizedTest
  @CsvSource({"90, 270", "180, 180", "270, 90"})
  void shouldTurnThePageWhenItStandsOnItsSideOrHead(int lying, int back) throws IOException {
    PlantedWords turned = planted.moved(lying, 1);
    Page page = read(turned);
    assertThat(page.rotation()).isEqualTo(back);
    assertThat(treatment(page).preparation()).containsExactly(Preparation.TURNED);
    assertThat(treatment(page).attempts()).isEqualTo(1);
    assertBoxes(page, turned, TOLERANCE);
  }

  @ParameterizedTest
  @ValueSource(doubles = {-40, 2.1})
  void shouldStraightenThePageWhenItsLinesRunAskew(double degrees) throws IOException {
    assertStraightened(degrees);
  }

  @Tag("faults")
  @ParameterizedTest
  @ValueSource(doubles = {-30, -17, -10, 10, -5, -3, -2.1, 3, 5, 17, 30, 40, 44})
  void shouldStraightenThePageWhateverItsLinesSlant(double degrees) throws IOException {
    assertStraightened(degrees);
  }

  private void assertStraightened(double degrees) throws IOException {
    PlantedWords askew = planted.moved(degrees, 1);
    Page page = read(askew);
    assertThat(treatment(page).skew()).isEqualTo(degrees, within(0.15));
    assertThat(treatment(page).preparation()).containsExactly(Preparation.STRAIGHTENED);
    assertBoxes(page, askew, slanted());
  }

  /** White corners outweigh the letters of a gray page, so that its ground would become ink. */
  @ParameterizedTest
  @CsvSource({"-13, 150"})
  void shouldReadThePageWhenItIsGrayAndItsLinesRunAskew(double degrees, int ground)
      throws IOException {
    assertReadOnGray(degrees, ground);
  }

  @Tag("faults")
  @ParameterizedTest
  @CsvSource({"5, 190", "13, 190", "20, 225"})
  void shouldReadThePageHoweverGrayItIs(double degrees, int ground) throws IOException {
    assertReadOnGray(degrees, ground);
  }

  private void assertReadOnGray(double degrees, int ground) throws IOException {
    PlantedWords askew = planted.moved(degrees, 1).lit(gray -> 40 + gray * (ground - 40) / 255);
    Page page = read(askew);
    assertThat(treatment(page).preparation()).contains(Preparation.STRAIGHTENED);
    assertBoxes(page, askew, slanted());
  }

  @ParameterizedTest
  @ValueSource(doubles = {1.9, -1.9})
  void shouldLeaveThePageAloneWhenItsLinesRunHardlyAskew(double degrees) throws IOException {
    PlantedWords askew = planted.moved(degrees, 1);
    Page page = read(askew);
    assertThat(treatment(page).preparation()).isEmpty();
    assertThat(treatment(page).skew()).isZero();
    assertBoxes(page, askew, slanted());
  }

  @ParameterizedTest
  @CsvSource({"187, 180, 7"})
  void shouldTurnAndStraightenWhenThePageLiesOnItsSideAskew(double lying, int rotation, double skew)
      throws IOException {
    assertTurnedAndStraightened(lying, rotation, skew);
  }

  @Tag("faults")
  @ParameterizedTest
  @CsvSource({"85, 270, -5", "94, 270, 4", "265, 90, -5", "275, 90, 5", "173, 180, -7"})
  void shouldTurnAndStraightenHoweverThePageLies(double lying, int rotation, double skew)
      throws IOException {
    assertTurnedAndStraightened(lying, rotation, skew);
  }

  private void assertTurnedAndStraightened(double lying, int rotation, double skew)
      throws IOException {
    PlantedWords askew = planted.moved(lying, 1);
    Page page = read(askew);
    assertThat(page.rotation()).isEqualTo(rotation);
    assertThat(treatment(page).skew()).isEqualTo(skew, within(0.15));
    assertBoxes(page, askew, slanted());
  }

  @Test
  void shouldEnlargeThePageWhenItsLettersAreSmall() throws IOException {
    // Small letters are read less surely, so that it takes more words to find nine in ten.
    PlantedWords small = PlantedWords.page(18).moved(0, 0.33);
    Page page = read(small);
    assertThat(treatment(page).preparation()).containsExactly(Preparation.UPSCALED);
    assertBoxes(page, small, TOLERANCE);
  }

  @Test
  void shouldEvenOutThePaperWhenItIsDim() throws IOException {
    PlantedWords dim = planted.lit(gray -> 40 + gray * 110 / 255);
    Page page = read(dim);
    assertThat(treatment(page).preparation()).containsExactly(Preparation.BACKGROUND_NORMALISED);
    assertBoxes(page, dim, TOLERANCE);
  }

  @Test
  void shouldTakeOutSpecksWhenSaltAndPepperLieOnThePage() throws IOException {
    PlantedWords noisy = planted.noisy(0.04);
    Page page = read(noisy);
    assertThat(treatment(page).preparation()).containsExactly(Preparation.DESPECKLED);
    assertBoxes(page, noisy, TOLERANCE);
  }

  @Test
  void shouldInvertThePageWhenItIsLightOnDark() throws IOException {
    PlantedWords dark = planted.lit(gray -> 255 - gray);
    Page page = read(dark);
    assertThat(treatment(page).preparation()).containsExactly(Preparation.INVERTED);
    assertBoxes(page, dark, TOLERANCE);
  }

  @Test
  void shouldPlaceBoxesWhenSeveralPreparationsMeet() throws IOException {
    PlantedWords poor = planted.moved(184, 0.5).lit(gray -> 40 + gray * 110 / 255);
    Page page = read(poor);
    assertThat(page.rotation()).isEqualTo(180);
    assertThat(treatment(page).preparation())
        .containsExactly(
            Preparation.BACKGROUND_NORMALISED, Preparation.STRAIGHTENED, Preparation.TURNED);
    assertBoxes(page, poor, TOLERANCE + (int) (SLANTED_TOLERANCE * 17));
  }

  /** Asserts that nine in ten words are found at their positions, and none elsewhere. */
  private static void assertBoxes(Page page, PlantedWords expected, int tolerance) {
    List<Word> words = Optional.ofNullable(page.words()).orElseThrow();
    int found = 0;
    for (PlantedWords.Planted word : expected.words()) {
      found +=
          words.stream()
                  .anyMatch(
                      read ->
                          read.text().equals(word.text())
                              && distance(read, word.box()) <= tolerance)
              ? 1
              : 0;
    }
    assertThat(found)
        .as("found of %d, read %d", expected.words().size(), words.size())
        .isGreaterThanOrEqualTo(expected.words().size() * 9 / 10);
  }

  private static int distance(Word read, PixelRectangle box) {
    return Math.max(
        Math.max(Math.abs(read.x() - box.left()), Math.abs(read.y() - box.top())),
        Math.max(
            Math.abs(read.x() + read.width() - box.right()),
            Math.abs(read.y() + read.height() - box.bottom())));
  }

  private static int slanted() {
    return TOLERANCE + (int) (SLANTED_TOLERANCE * 33);
  }

  private static Treatment treatment(Page page) {
    return Optional.ofNullable(page.treatment()).orElseThrow();
  }

  private Page read(PlantedWords page) throws IOException {
    Path file = folder.resolve("page.png");
    ImageIO.write(page.image(), "png", file.toFile());
    return FirstPage.of(ENGINE, file, CATALOG.info(OcrOptions.text(List.of("eng"))).orElseThrow());
  }
}
