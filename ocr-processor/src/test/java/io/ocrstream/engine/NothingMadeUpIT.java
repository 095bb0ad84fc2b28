/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.ocrstream.TestFont;
import io.ocrstream.contracts.OcrOptions;
import io.ocrstream.contracts.Page;
import io.ocrstream.contracts.Preparation;
import io.ocrstream.engine.tesseract.TesseractCatalog;
import io.ocrstream.engine.tesseract.TesseractEngine;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Image;
import java.awt.Stroke;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.IntBinaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.rendering.ImageType;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests pages with less or more text than it seems: empty paper, drawings, capitals, rules. */
class NothingMadeUpIT {
  private static final TestSettings SETTINGS = TestSettings.defaults();
  private static final TesseractCatalog CATALOG = TesseractCatalog.of(SETTINGS);
  private static final TesseractEngine ENGINE = TesseractEngine.start(SETTINGS, CATALOG);
  private static final int WIDTH = 1240;
  private static final int HEIGHT = 1754;
  private static final int DPI = 180;
  private static final List<String> CAPITALS =
      List.of(
          "NOTICE TO ALL PASSENGERS OF THE NORTH LINE",
          "BOARDING CLOSES TEN MINUTES BEFORE SAILING",
          "KEEP YOUR TICKET UNTIL THE END OF THE TRIP",
          "LUGGAGE LEFT ON DECK IS AT OWNERS RISK");
  private static final List<String> ROWS =
      List.of(
          "Vessel Length Fee", "Aurora 12.4 144.00", "Cormorant 15.2 420.00", "Egret 11.0 176.00");

  @TempDir Path folder;

  @AfterAll
  static void close() {
    ENGINE.close();
  }

  @ParameterizedTest
  @CsvSource({"250, 2", "248, 6", "220, 12"})
  void shouldReadNothingWhenThereIsOnlyNoise(int mean, int deviation) throws IOException {
    Random chance = new Random(7);
    Page page = read(drawn((x, y) -> (int) Math.round(mean + deviation * chance.nextGaussian())));

    assertThat(page.text()).isEmpty();
    assertThat(page.confidence()).isNull();
    assertThat(page.missedInk()).isNull();
    assertThat(page.isComplete()).isTrue();
  }

  @Test
  void shouldReadNothingWhenAShadowLiesOnAnEmptySheet() throws IOException {
    Random chance = new Random(7);
    Page page =
        read(drawn((x, y) -> (int) Math.min(120 + 1.4 * x, 248 + 2 * chance.nextGaussian())));

    assertThat(page.text()).isEmpty();
    assertThat(page.isComplete()).isTrue();
  }

  @Test
  void shouldReadNothingWhenThereAreOnlySpecksAndHoles() throws IOException {
    Random chance = new Random(5);
    Page page =
        read(
            painted(
                pen -> {
                  for (int i = 0; i < 60; i++) {
                    int size = 2 + chance.nextInt(3);
                    pen.fillOval(chance.nextInt(WIDTH), chance.nextInt(HEIGHT), size, size);
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
    Page page = read(mirrored(PlantedWords.page().lit(gray -> 250 - (255 - gray) * 25 / 255)));

    assertThat(page.text()).isEmpty();
    assertThat(page.isComplete()).isTrue();
  }

  @Test
  void shouldReadWhatIsFaintWhenItIsOnThisSide() throws IOException {
    Page page = read(PlantedWords.page().lit(gray -> 250 - (255 - gray) * 25 / 255).image());

    assertThat(page.text()).contains("harbour");
    assertThat(page.missedInk()).isLessThan(0.05);
  }

  @ParameterizedTest
  @ValueSource(ints = {60, 300})
  void shouldReadTheTitleAloneWhenThereAreRoundMarkers(int markers) throws IOException {
    Random chance = new Random(1);
    BufferedImage title = text(List.of("Catch by depth and season"));
    Page page =
        read(
            painted(
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
            painted(
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

  @ParameterizedTest
  @CsvSource({"7, 1", "42, 1", "STOP, 8", "4, 12"})
  void shouldReadAFewLettersOfAnySize(String letters, int scale) throws IOException {
    BufferedImage wide = text(List.of(letters), DPI * scale);
    Page page = read(wide.getSubimage(0, 0, Math.min(2000, wide.getWidth()), wide.getHeight()));

    assertThat(page.text().strip()).isEqualTo(letters);
    assertThat(page.hasMissedInk()).isFalse();
    assertThat(requireNonNull(page.words()).get(0).height()).isBetween(15 * scale, 34 * scale);
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
          painted(
              pen -> {
                pen.setStroke(thick);
                drawing.accept(pen);
              });
      assertThat(read(image).text()).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({"1, 0, 0", "1, 2, 180", "2, 2, 180", "4, 2, 180", "4, 3, 90"})
  void shouldReadCapitalsUprightWhenNothingElseSaysHowTheyStand(
      int lines, int quarters, int rotation) throws IOException {
    Page page = read(turned(text(CAPITALS.subList(0, lines)), quarters));

    assertThat(page.text().lines().filter(line -> !line.isBlank()))
        .containsExactlyElementsOf(CAPITALS.subList(0, lines));
    assertThat(page.rotation()).isEqualTo(rotation);
  }

  @Test
  void shouldReadARuledTableWhenThePictureStatesNoResolution() throws IOException {
    BufferedImage image = text(ROWS);
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

  private static BufferedImage mirrored(PlantedWords page) {
    BufferedImage image = page.image();
    return moved(image, new AffineTransform(-1, 0, 0, 1, image.getWidth(), 0), false);
  }

  private static BufferedImage turned(BufferedImage image, int quarters) {
    AffineTransform turn =
        AffineTransform.getQuadrantRotateInstance(
            quarters, image.getWidth() / 2.0, image.getHeight() / 2.0);
    if (quarters % 2 == 0) {
      return moved(image, turn, false);
    }
    double shift = (image.getHeight() - image.getWidth()) / 2.0;
    turn.preConcatenate(AffineTransform.getTranslateInstance(shift, -shift));
    return moved(image, turn, true);
  }

  private static BufferedImage moved(Image image, AffineTransform move, boolean acrossForUpright) {
    int width = image.getWidth(null);
    int height = image.getHeight(null);
    BufferedImage other =
        blank(acrossForUpright ? height : width, acrossForUpright ? width : height);
    Graphics2D pen = other.createGraphics();
    pen.drawImage(image, move, null);
    pen.dispose();
    return other;
  }

  /** Draws lines 34 pixels high and 60 apart, with margins of 60 pixels. */
  private static BufferedImage text(List<String> lines) throws IOException {
    return text(lines, DPI);
  }

  private static BufferedImage text(List<String> lines, int dpi) throws IOException {
    try (PDDocument document = new PDDocument()) {
      PDPage page = new PDPage(new PDRectangle(450, 40 + 24 * lines.size()));
      document.addPage(page);
      try (PDPageContentStream pen = new PDPageContentStream(document, page)) {
        pen.setFont(TestFont.embeddedIn(document), 13);
        for (int i = 0; i < lines.size(); i++) {
          pen.beginText();
          pen.newLineAtOffset(30, page.getMediaBox().getHeight() - 36 - 24 * i);
          pen.showText(lines.get(i));
          pen.endText();
        }
      }
      return new PDFRenderer(document).renderImageWithDPI(0, dpi, ImageType.GRAY);
    }
  }

  private static BufferedImage painted(Consumer<Graphics2D> painter) {
    BufferedImage image = blank(WIDTH, HEIGHT);
    Graphics2D pen = image.createGraphics();
    pen.setColor(Color.BLACK);
    painter.accept(pen);
    pen.dispose();
    return image;
  }

  private static BufferedImage drawn(IntBinaryOperator brightness) {
    BufferedImage image = blank(WIDTH, HEIGHT);
    for (int y = 0; y < HEIGHT; y++) {
      for (int x = 0; x < WIDTH; x++) {
        int gray = Math.max(0, Math.min(255, brightness.applyAsInt(x, y)));
        image.getRaster().setSample(x, y, 0, gray);
      }
    }
    return image;
  }

  private static BufferedImage blank(int width, int height) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
    Graphics2D pen = image.createGraphics();
    pen.setColor(Color.WHITE);
    pen.fillRect(0, 0, width, height);
    pen.dispose();
    return image;
  }

  private Page read(BufferedImage image) throws IOException {
    Path file = folder.resolve("page.png");
    ImageIO.write(image, "png", file.toFile());
    return FirstPage.of(ENGINE, file, CATALOG.info(OcrOptions.text(List.of("eng"))).orElseThrow());
  }
}
