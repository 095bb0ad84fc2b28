/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.ocrstream.contracts.EngineInfo;
import io.ocrstream.contracts.OcrOptions;
import io.ocrstream.contracts.Page;
import io.ocrstream.engine.Engine;
import io.ocrstream.engine.FileType;
import io.ocrstream.engine.PageCachePort;
import io.ocrstream.engine.TestSettings;
import io.ocrstream.engine.tesseract.TesseractCatalog;
import io.ocrstream.engine.tesseract.TesseractEngine;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Tests an image of two lines in the variants of file formats that users send: each is recognised
 * in full.
 */
class ImageKindsIT {
  private static final String LINES = "The ferry leaves at nine from the north pier";
  private static final Path FOLDER = Path.of("src", "test", "resources", "images");

  /** Offset of the canvas in an extended WebP: two numbers of three bytes. */
  private static final int CANVAS_AT = 24;

  private static final TestSettings SETTINGS = TestSettings.defaults();
  private static final TesseractCatalog CATALOG = TesseractCatalog.of(SETTINGS);
  private static final TesseractEngine ENGINE = TesseractEngine.start(SETTINGS, CATALOG);

  @TempDir Path folder;

  @AfterAll
  static void close() {
    ENGINE.close();
  }

  /** Components of several sizes, with more than 8 bits, beside an alpha channel. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "all-coarse.jp2",
        "chroma-16.jp2",
        "chroma-code-stream.j2k",
        "chroma-offset.jp2",
        "chroma-quarter.jp2",
        "chroma-tiled.jp2",
        "colour-alpha.jp2",
        "first-component-coarse.jp2",
        "gray-12.jp2",
        "gray-16.jp2",
        "gray-coarse-alpha.jp2",
        "one-component-coarse.jp2",
        "shape-in-alpha.jp2",
      })
  void shouldReadJpeg2000(String file) {
    assertThat(outcome(file)).isEqualTo(LINES);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bits-12.tif",
        "bits-32.tif",
        "bits-4.tif",
        "cmyk-1.tif",
        "cmyk-16.tif",
        "extra-zero.tif",
        "float-255.tif",
        "float-predictor.tif",
        "float.tif",
        "half-float.tif",
        "orientation-8.tif",
        "planes.tif",
        "pyramid.tif",
        "reduced-alone.tif",
        "reduced-copy.tif",
        "signed-16.tif",
        "tiled-1.tif",
        "tiled-big.tif",
        "tiled-colour.tif",
        "tiled-jpeg.tif",
        "white-is-zero-32.tif",
      })
  void shouldReadTiff(String file) {
    assertThat(outcome(file)).isEqualTo(LINES);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "alpha.bmp",
        "animated-alpha.webp",
        "animated.webp",
        "cmyk-plain.jpg",
        "dots-2400.png",
        "fourth-byte-zero.bmp",
        "masks-565.bmp",
        "runs.bmp",
        "transparent-gray.png",
        "transparent.gif",
        "white-writing.png",
      })
  void shouldReadOtherKinds(String file) {
    assertThat(outcome(file)).isEqualTo(LINES);
  }

  /** The second image is three times as high, with the lines above and below. */
  @ParameterizedTest
  @CsvSource({"no-end.jpg", "cut-off.jpg"})
  void shouldReadWhatThereIsOfAJpegAndSayThatItIsNotAll(String file) {
    assertThat(outcome(file)).startsWith(LINES).endsWith("(CORRUPT)");
  }

  /** The lines stand three times in the image. */
  @Test
  void shouldFailOnATruncatedTiffAndRepeatNoStrip() throws IOException {
    assertThat(outcome("strips.tif")).isEqualTo(String.join(" ", LINES, LINES, LINES));
    byte[] whole = Files.readAllBytes(FOLDER.resolve("strips.tif"));
    Path half = Files.write(folder.resolve("half"), Arrays.copyOf(whole, whole.length / 2));
    assertThat(outcome(half)).isEqualTo("CORRUPT");
  }

  /**
   * Capitals and figures in columns, which look as if the page lay on its side: the lines of a
   * receipt are shorter than its columns.
   */
  @Tag("faults")
  @Test
  void shouldReadALongReceiptTheWayItCame() {
    assertThat(outcome("receipt.png")).contains("PIECES 4.70 GROUPS 8.40 SHARP 12.10");
  }

  /** The size that the decoder reports counts: one pixel below and above the limit. */
  @ParameterizedTest
  @CsvSource({"masks-565.bmp, bmp", "no-end.jpg, jpeg", "transparent.gif, gif"})
  void shouldBoundWhatTheOtherReadersDecode(String file, String format) {
    for (int more : new int[] {0, -1}) {
      PixelLimits limits = new PixelLimits(400 * 120 + more, 400);
      String outcome =
          new ImageIoDecoder(limits)
              .read(FOLDER.resolve(file), format)
              .fold(ImageKindsIT::close, problem -> problem.code().name());
      assertThat(outcome).isEqualTo(more == 0 ? "400x120" : "TOO_MANY_PIXELS");
    }
  }

  /** The canvas claims one pixel, and the frame is unchanged. */
  @ParameterizedTest
  @CsvSource({"0, 400x120", "-1, TOO_MANY_PIXELS"})
  void shouldBoundAFrameThatIsLargerThanItsCanvas(int more, String expected) throws IOException {
    byte[] webP = Files.readAllBytes(FOLDER.resolve("animated.webp"));
    Arrays.fill(webP, CANVAS_AT, CANVAS_AT + 6, (byte) 0);
    Path file = Files.write(folder.resolve("moving"), webP);
    PixelLimits limits = new PixelLimits(400 * 120 + more, 400);
    String outcome =
        SingleImage.open(file, FileType.WEBP, limits)
            .flatMap(image -> image.page(1))
            .fold(ImageKindsIT::close, problem -> problem.code().name());
    assertThat(outcome).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "1, 400", "400, 1", "3, 3", "4, 400", "400, 5", "7, 7"})
  void shouldFindNoTextInAFewPixels(int width, int height) throws IOException {
    for (int type : new int[] {BufferedImage.TYPE_BYTE_BINARY, BufferedImage.TYPE_INT_RGB}) {
      BufferedImage image = new BufferedImage(width, height, type);
      image.setRGB(width / 2, height / 2, Color.ORANGE.getRGB());
      Path file = folder.resolve(width + "x" + height);
      ImageIO.write(image, "png", file.toFile());
      assertThat(outcome(file)).isEmpty();
    }
  }

  private static String close(PixImage raster) {
    try (raster) {
      return raster.width() + "x" + raster.height();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"bits-12.jpg", "lossless.jpg", "six-components.jp2", "zstandard.tif"})
  void shouldSayThatAKindIsNotRead(String file) {
    assertThat(outcome(file)).isEqualTo("UNSUPPORTED_TYPE");
  }

  /** Returns the texts of all pages, or the failure code. */
  private static String outcome(String file) {
    return outcome(FOLDER.resolve(file));
  }

  private static String outcome(Path file) {
    EngineInfo info = CATALOG.info(OcrOptions.text(List.of("eng"))).orElseThrow();
    return ENGINE.open(file, info).fold(ImageKindsIT::texts, problem -> problem.code().name());
  }

  private static String texts(Engine.Document document) {
    try (document) {
      return IntStream.rangeClosed(1, document.pageCount())
          .mapToObj(number -> document.read(number, Duration.ofMinutes(1), PageCachePort.NONE))
          .map(read -> read.fold(ImageKindsIT::text, problem -> problem.code().name()))
          .map(text -> text.strip().replaceAll("\\s+", " "))
          .collect(Collectors.joining(" | "));
    }
  }

  private static String text(Page page) {
    return page.problem() == null ? page.text() : page.text() + " (" + page.problem() + ")";
  }
}
