/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.ocrstream.contracts.OcrOptions;
import io.ocrstream.contracts.Page;
import io.ocrstream.engine.tesseract.TesseractCatalog;
import io.ocrstream.engine.tesseract.TesseractEngine;
import java.awt.BasicStroke;
import java.awt.Graphics2D;
import java.awt.Stroke;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests pages with less text than it seems: empty paper, specks, drawings. */
class NothingMadeUpIT {
  private static final TestSettings SETTINGS = TestSettings.defaults();
  private static final TesseractCatalog CATALOG = TesseractCatalog.of(SETTINGS);
  private static final TesseractEngine ENGINE = TesseractEngine.start(SETTINGS, CATALOG);

  @TempDir Path folder;

  @AfterAll
  static void close() {
    ENGINE.close();
  }

  @ParameterizedTest
  @CsvSource({"250, 2", "248, 6", "220, 12"})
  void shouldReadNothingWhenThereIsOnlyNoise(int mean, int deviation) throws IOException {
    Random chance = new Random(7);
    Page page =
        read(GraySheet.drawn((x, y) -> (int) Math.round(mean + deviation * chance.nextGaussian())));

    assertThat(page.text()).isEmpty();
    assertThat(page.confidence()).isNull();
    assertThat(page.missedInk()).isNull();
    assertThat(page.isComplete()).isTrue();
  }

  @Test
  void shouldReadNothingWhenAShadowLiesOnAnEmptySheet() throws IOException {
    Random chance = new Random(7);
    Page page =
        read(
            GraySheet.drawn(
                (x, y) -> (int) Math.min(120 + 1.4 * x, 248 + 2 * chance.nextGaussian())));

    assertThat(page.text()).isEmpty();
    assertThat(page.isComplete()).isTrue();
  }

  @Test
  void shouldReadNothingWhenThereAreOnlySpecksAndHoles() throws IOException {
    Random chance = new Random(5);
    Page page =
        read(
            GraySheet.painted(
                pen -> {
                  for (int i = 0; i < 60; i++) {
                    int size = 2 + chance.nextInt(3);
                    pen.fillOval(
                        chance.nextInt(GraySheet.WIDTH),
                        chance.nextInt(GraySheet.HEIGHT),
                        size,
                        size);
                  }
                  pen.fillOval(30, 420, 44, 44);
                  pen.fillOval(30, 1300, 44, 44);
                }));

    assertThat(page.text()).isEmpty();
    assertThat(page.confidence()).isNull();
    assertThat(page.isComplete()).isTrue();
  }

  @Test
  void shouldReadNothingWhenTheBackShinesThrough() throws IOException {
    Page page =
        read(
            GraySheet.mirrored(
                PlantedWords.page().lit(gray -> 250 - (255 - gray) * 25 / 255).image()));

    assertThat(page.text()).isEmpty();
    assertThat(page.isComplete()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {60, 300})
  void shouldReadTheTitleAloneWhenThereAreRoundMarkers(int markers) throws IOException {
    Random chance = new Random(1);
    BufferedImage title = GraySheet.text(List.of("Catch by depth and season"));
    Page page =
        read(
            GraySheet.painted(
                pen -> {
                  pen.drawImage(title, 100, 20, null);
                  pen.setStroke(new BasicStroke(2));
                  for (int i = 0; i < markers; i++) {
                    pen.drawOval(150 + chance.nextInt(900), 300 + chance.nextInt(1200), 19, 19);
                  }
                }));

    assertThat(page.text().strip()).isEqualTo("Catch by depth and season");
    assertThat(requireNonNull(page.missedInk())).isGreaterThan(0.5);
    assertThat(page.hasMissedInk()).isTrue();
  }

  @Test
  void shouldSayThatInkWasNotReadWhenThereIsNoTextOnIt() throws IOException {
    Random chance = new Random(2);
    Page page =
        read(
            GraySheet.painted(
                pen -> {
                  pen.setStroke(new BasicStroke(2));
                  for (int i = 0; i < 500; i++) {
                    pen.drawOval(150 + chance.nextInt(900), 300 + chance.nextInt(1200), 19, 19);
                  }
                }));

    assertThat(page.text()).isEmpty();
    assertThat(page.missedInk()).isEqualTo(1);
    assertThat(page.incomplete()).isEqualTo(Page.Incomplete.UNREAD_INK);
  }

  /** Tesseract reads them as O, A and x, the second with a confidence of 0.96. */
  @Test
  void shouldReadNothingWhenThereIsOneDrawing() throws IOException {
    Stroke thick = new BasicStroke(14);
    Stream<Consumer<Graphics2D>> drawings =
        Stream.of(
            pen -> pen.drawOval(400, 500, 90, 90),
            pen -> pen.fillPolygon(new int[] {400, 490, 445}, new int[] {590, 590, 500}, 3),
            pen -> {
              pen.drawLine(400, 500, 490, 590);
              pen.drawLine(400, 590, 490, 500);
            });
    for (Consumer<Graphics2D> drawing : drawings.toList()) {
      BufferedImage image =
          GraySheet.painted(
              pen -> {
                pen.setStroke(thick);
                drawing.accept(pen);
              });
      assertThat(read(image).text()).isEmpty();
    }
  }

  private Page read(BufferedImage image) throws IOException {
    Path file = folder.resolve("page.png");
    ImageIO.write(image, "png", file.toFile());
    return FirstPage.of(ENGINE, file, CATALOG.info(OcrOptions.text(List.of("eng"))).orElseThrow());
  }
}
