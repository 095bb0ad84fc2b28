/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.ocrstream.TestFont;
import io.ocrstream.contracts.FailureCode;
import io.ocrstream.contracts.OcrOptions;
import io.ocrstream.contracts.Outcome;
import io.ocrstream.contracts.Page;
import io.ocrstream.contracts.Problem;
import io.ocrstream.engine.tesseract.TesseractCatalog;
import io.ocrstream.engine.tesseract.TesseractEngine;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.graphics.color.PDDeviceRGB;
import org.apache.pdfbox.pdmodel.graphics.image.PDImageXObject;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests pages with a picture that cannot be decoded, or not to its end: what is said of them. */
class PartlyDecodedPageIT {
  private static final TestSettings SETTINGS = TestSettings.defaults().withMaxPixels(4_000_000);
  private static final TesseractCatalog CATALOG = TesseractCatalog.of(SETTINGS);
  private static final TesseractEngine ENGINE = TesseractEngine.start(SETTINGS, CATALOG);
  private static final int WIDTH = 1000;
  private static final int HEIGHT = 600;
  private static final List<String> LINES =
      List.of(
          "The harbour office is open from eight to five.",
          "Boats that arrive later wait for the morning tide.",
          "Please show the blue paper to the guard at the gate.",
          "Water and electricity are metered at each berth.",
          "Nobody may leave oil or paint beside the tanks.",
          "The crane can be booked for Tuesdays and Fridays.");

  @TempDir Path folder;

  @AfterAll
  static void close() {
    ENGINE.close();
  }

  /** Half a line is not made up to a whole one. */
  @ParameterizedTest
  @CsvSource({
    "30, false",
    "45, false",
    "55, true",
    "65, false",
    "75, true",
    "85, false",
    "95, true"
  })
  void shouldReadTheWholeLinesOfATruncatedJpeg(int percent, boolean drawn) throws IOException {
    shouldReadTheWholeLines(jpeg(Color.WHITE), percent, drawn);
  }

  /** Decoders blend the colour of the paper into what they fill the rest with. */
  @ParameterizedTest
  @ValueSource(ints = {35, 40, 45, 50, 55, 60, 65, 70})
  void shouldReadTheWholeLinesOfATruncatedJpegOfYellowedPaper(int percent) throws IOException {
    shouldReadTheWholeLines(jpeg(new Color(255, 240, 205)), percent, false);
  }

  private void shouldReadTheWholeLines(byte[] jpeg, int percent, boolean drawn) throws IOException {
    byte[] truncated = Arrays.copyOf(jpeg, jpeg.length * percent / 100);
    Page page = page(read(pdf(dct(truncated, WIDTH, HEIGHT), drawn, List.of())));

    List<String> read = page.text().lines().filter(line -> !line.isBlank()).toList();
    assertThat(read).isNotEmpty().isEqualTo(LINES.subList(0, read.size()));
    assertThat(page.problem()).isEqualTo(FailureCode.CORRUPT);
    assertThat(page.isComplete()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"false", "true"})
  void shouldSayNothingOfAWholeJpeg(boolean drawn) throws IOException {
    Page page = page(read(pdf(dct(jpeg(Color.WHITE), WIDTH, HEIGHT), drawn, List.of())));

    assertThat(page.text().lines().filter(line -> !line.isBlank())).isEqualTo(LINES);
    assertThat(page.isComplete()).isTrue();
  }

  @Test
  void shouldKeepTheTextLayerWhenThePictureBesideItCannotBeDecoded() throws IOException {
    Page page = page(read(pdf(dct(new byte[] {1, 2, 3}, WIDTH, HEIGHT), false, LINES)));

    assertThat(page.text()).isEqualTo(String.join("\n", LINES) + "\n");
    assertThat(page.source()).isEqualTo(Page.TextSource.TEXT_LAYER);
    assertThat(page.problem()).isEqualTo(FailureCode.CORRUPT);
    assertThat(page.isComplete()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"2000, ", "2001, TOO_MANY_PIXELS"})
  void shouldKeepTheTextLayerWhenThePictureBesideItIsOverTheLimit(
      int edge, @Nullable FailureCode expected) throws IOException {
    BufferedImage blank = new BufferedImage(edge, 2000, BufferedImage.TYPE_BYTE_GRAY);
    Graphics2D pen = blank.createGraphics();
    pen.setColor(Color.WHITE);
    pen.fillRect(0, 0, edge, 2000);
    pen.dispose();
    Page page = page(read(pdf(dct(jpeg(blank), edge, 2000), false, LINES)));

    assertThat(page.text()).isEqualTo(String.join("\n", LINES) + "\n");
    assertThat(page.problem()).isEqualTo(expected);
    assertThat(page.isComplete()).isEqualTo(expected == null);
  }

  /** One line of text beneath a picture that covers more of the page than the text. */
  @ParameterizedTest
  @CsvSource({"2000, , OCR", "2001, TOO_MANY_PIXELS, TEXT_LAYER"})
  void shouldKeepTheTextLayerWhenTheLargerPictureIsOverTheLimit(
      int edge, @Nullable FailureCode expected, Page.TextSource source) throws IOException {
    BufferedImage blank = new BufferedImage(edge, 2000, BufferedImage.TYPE_BYTE_GRAY);
    Graphics2D pen = blank.createGraphics();
    pen.setColor(Color.WHITE);
    pen.fillRect(0, 0, edge, 2000);
    pen.dispose();
    Path file = pdf(dct(jpeg(blank), edge, 2000), false, LINES.subList(0, 1), 220);
    Page page = page(read(file));

    assertThat(page.text().strip()).isEqualTo(LINES.get(0));
    assertThat(page.problem()).isEqualTo(expected);
    assertThat(page.isComplete()).isEqualTo(expected == null);
    assertThat(page.source()).isEqualTo(source);
  }

  @ParameterizedTest
  @CsvSource({"false", "true"})
  void shouldFailWhenNothingIsLeftToRead(boolean drawn) throws IOException {
    Outcome<Page> outcome = read(pdf(dct(new byte[] {1, 2, 3}, WIDTH, HEIGHT), drawn, List.of()));

    assertThat(outcome.problem().map(Problem::code)).contains(FailureCode.CORRUPT);
  }

  private Outcome<Page> read(Path file) {
    OcrOptions options = OcrOptions.text(List.of("eng"));
    return FirstPage.outcome(ENGINE, file, CATALOG.info(options).orElseThrow(), PageCachePort.NONE);
  }

  private static Page page(Outcome<Page> outcome) {
    return outcome.value().orElseThrow();
  }

  private static byte[] jpeg(Color paper) throws IOException {
    BufferedImage image = DrawnPage.paper(WIDTH, HEIGHT, paper);
    DrawnPage.write(image.createGraphics(), LINES, 34, 80, 90, i -> Color.BLACK);
    return jpeg(image);
  }

  private static byte[] jpeg(BufferedImage image) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageIO.write(image, "jpeg", bytes);
    return bytes.toByteArray();
  }

  /** A picture whose data are put in as they are. */
  private interface Picture {
    PDImageXObject in(PDDocument document) throws IOException;
  }

  private static Picture dct(byte[] data, int width, int height) {
    return document ->
        new PDImageXObject(
            document,
            new ByteArrayInputStream(data),
            COSName.DCT_DECODE,
            width,
            height,
            8,
            PDDeviceRGB.INSTANCE);
  }

  /* The picture fills the page, or its foot if there are lines. */
  private Path pdf(Picture picture, boolean drawn, List<String> lines) throws IOException {
    return pdf(picture, drawn, lines, lines.isEmpty() ? 300 : 30);
  }

  private Path pdf(Picture picture, boolean drawn, List<String> lines, float pictureHeight)
      throws IOException {
    Path file = Files.createTempFile(folder, "page", ".pdf");
    try (PDDocument document = new PDDocument()) {
      PDPage page = new PDPage(new PDRectangle(500, 300));
      document.addPage(page);
      try (PDPageContentStream pen = new PDPageContentStream(document, page)) {
        pen.drawImage(picture.in(document), 0, 0, 500, pictureHeight);
        if (drawn) {
          pen.moveTo(3, 3);
          pen.lineTo(9, 3);
          pen.stroke();
        }
        for (int i = 0; i < lines.size(); i++) {
          pen.beginText();
          pen.setFont(TestFont.embeddedIn(document), 12);
          pen.newLineAtOffset(40, 270 - 20 * i);
          pen.showText(lines.get(i));
          pen.endText();
        }
      }
      document.save(file.toFile());
    }
    return file;
  }
}
