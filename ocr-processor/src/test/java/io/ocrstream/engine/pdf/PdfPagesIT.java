/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.pdf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.ocrstream.contracts.FailureCode;
import io.ocrstream.contracts.Outcome;
import io.ocrstream.engine.InstallFolder;
import io.ocrstream.engine.TestSettings;
import io.ocrstream.engine.image.BinaryImage;
import io.ocrstream.engine.image.Jpeg2000Spi;
import io.ocrstream.engine.image.PageSource;
import io.ocrstream.engine.image.PixImage;
import io.ocrstream.engine.image.PixelLimits;
import io.ocrstream.engine.natives.NativeLibraries;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Random;
import net.sourceforge.lept4j.ILeptonica;
import net.sourceforge.lept4j.Leptonica1;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts;
import org.apache.pdfbox.pdmodel.graphics.image.LosslessFactory;
import org.apache.pdfbox.pdmodel.graphics.image.PDImageXObject;
import org.apache.pdfbox.pdmodel.graphics.state.RenderingMode;
import org.apache.pdfbox.rendering.ImageType;
import org.apache.pdfbox.util.Matrix;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Tests that pages of a single image are copied pixel by pixel, and all others rendered at the best
 * resolution within the limits.
 */
class PdfPagesIT {
  private static final int DPI = 300;
  private static final int WIDTH = 250;
  private static final int HEIGHT = 125;
  private static final PixelLimits LIMITS = new PixelLimits(1_000_000, 2_000);

  /** Size at 250 dpi. */
  private static final PDRectangle PAGE = new PDRectangle(72, 36);

  @TempDir Path folder;

  @BeforeAll
  static void load() {
    NativeLibraries.load(new InstallFolder(TestSettings.INSTALL_DIR));
    Jpeg2000Spi.register();
  }

  /** Draws a page. */
  private interface Drawing {
    void draw(PDPageContentStream page, PDImageXObject picture) throws IOException;
  }

  @Test
  void shouldGiveThePicturesOwnPixelsWhenThePageIsAScan() throws IOException {
    try (PixImage page = page(pdf(0, PdfPagesIT::whole))) {
      assertThat(size(page)).isEqualTo("250x125");
      assertSame(page, WIDTH);
    }
  }

  @Test
  void shouldKeepThePagesFrameWhenTheScanIsSmallerOrLarger() throws IOException {
    Path margin = pdf(0, (page, picture) -> page.drawImage(picture, 7.2f, 3.6f, 57.6f, 28.8f));
    try (PixImage page = page(margin)) {
      // 57.6 points for 250 pixels: a page of 72 × 36 points has 312.5 × 156.25 pixels.
      assertThat(size(page)).isEqualTo("313x156");
      assertThat(gray(page, 2, 2)).isEqualTo(255);
    }
    Path bleed = pdf(0, (page, picture) -> page.drawImage(picture, -7.2f, -3.6f, 86.4f, 43.2f));
    try (PixImage page = page(bleed)) {
      assertThat(size(page)).isEqualTo("208x104");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 90, 180, 270})
  void shouldTurnTheScanAsThePageSays(int degrees) throws IOException {
    try (PixImage page = page(pdf(degrees, PdfPagesIT::whole))) {
      assertThat(size(page)).isEqualTo(degrees % 180 == 0 ? "250x125" : "125x250");
      page.turn(-degrees / 90);
      assertSame(page, WIDTH);
    }
  }

  @Test
  void shouldTurnTheScanAsItWasLaid() throws IOException {
    // Rotated counterclockwise by 90°, so the bottom of the image is on the right.
    Path file = pdf(0, (page, picture) -> page.drawImage(picture, quarter()));
    try (PixImage page = page(file)) {
      assertThat(size(page)).isEqualTo("250x125");
      page.turn(1);
      // Half of the image is outside the page.
      assertSame(page, WIDTH / 2);
    }
  }

  @Test
  void shouldDrawThePageWhenItIsMoreThanAPicture() throws IOException {
    Drawing line =
        (page, picture) -> {
          whole(page, picture);
          page.moveTo(1, 1);
          page.lineTo(5, 5);
          page.stroke();
        };
    Drawing text = (page, picture) -> written(page, picture, RenderingMode.FILL);
    Drawing twice =
        (page, picture) -> {
          whole(page, picture);
          whole(page, picture);
        };
    Drawing slanting = (page, picture) -> page.drawImage(picture, new Matrix(72, 3, -3, 36, 0, 0));
    Drawing stretched = (page, picture) -> page.drawImage(picture, 0, 0, 72, 30);
    Drawing mirrored = (page, picture) -> page.drawImage(picture, new Matrix(-72, 0, 0, 36, 72, 0));
    Drawing clipped =
        (page, picture) -> {
          page.addRect(0, 0, 36, 36);
          page.clip();
          whole(page, picture);
        };
    for (Drawing drawing :
        new Drawing[] {line, text, twice, slanting, stretched, mirrored, clipped}) {
      try (PixImage page = page(pdf(0, drawing))) {
        assertThat(size(page)).isEqualTo("300x150");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(floats = {2.5f, 72, 720, 14_400})
  void shouldGiveThePicturesOwnPixelsWhateverThePagesSizeSays(float width) throws IOException {
    PDRectangle size = new PDRectangle(width, width / 2);
    Drawing filling = (page, picture) -> page.drawImage(picture, 0, 0, width, width / 2);
    try (PixImage page = page(pdf(size, filling))) {
      assertThat(size(page)).isEqualTo("250x125");
      assertSame(page, WIDTH);
    }
  }

  @Test
  void shouldDrawThePageCoarserWhenItIsOverTheLimitsOtherwise() throws IOException {
    // Ten by five inches, with a line, so that it is not a scan: at 447 dpi it has a million
    // pixels.
    PDRectangle large = new PDRectangle(720, 360);
    Drawing line =
        (page, picture) -> {
          page.moveTo(0, 0);
          page.lineTo(720, 360);
          page.stroke();
        };
    assertThat(sizeWithin(1_000_000, 2_000, pdf(large, line))).isEqualTo("1410x705");
    assertThat(sizeWithin(1_000_000, 1_200, pdf(large, line))).isEqualTo("1200x600");
    assertThat(sizeWithin(1_000_000_000, 4_000, pdf(large, line))).isEqualTo("3000x1500");
  }

  @Test
  void shouldRefuseThePageWhenItWouldHaveToBeDrawnTooCoarse() throws IOException {
    Drawing line =
        (page, picture) -> {
          page.moveTo(0, 0);
          page.lineTo(72, 36);
          page.stroke();
        };
    // One by half an inch: 100 × 50 pixels at 100 dpi.
    Path file = pdf(0, line);
    assertThat(problem(file, new PixelLimits(5_000, 100))).isEmpty();
    assertThat(problem(file, new PixelLimits(4_999, 100))).contains(FailureCode.TOO_MANY_PIXELS);
    assertThat(problem(file, new PixelLimits(5_000, 99))).contains(FailureCode.TOO_MANY_PIXELS);
  }

  @Test
  void shouldDrawAScanSmallerWhenItIsLargeAndMuchFinerThanDrawing() throws IOException {
    // At 2,000 dpi it has the maximum number of pixels to copy. With one more row it is scaled
    // down.
    int width = 4_000;
    int height = (int) (PdfDrawing.MAX_COPIED_PIXELS / width);
    PixelLimits limits = new PixelLimits(100_000_000, 32_000);
    try (PixImage page = open(fineScan(width, height), limits)) {
      assertThat(size(page)).isEqualTo("4000x4000");
    }
    try (PixImage page = open(fineScan(width, height + 1), limits)) {
      assertThat((double) page.width() * page.height())
          .isCloseTo(PdfDrawing.MIN_DRAWN_PIXELS, within(10_000.0));
    }
  }

  @Test
  void shouldLookAtColoursOfAPageUpToTheirLimit() {
    long height = PdfDrawing.MAX_COLOUR_PIXELS / 8_000;
    assertThat(PdfDrawing.type(8_000, height)).isEqualTo(ImageType.RGB);
    assertThat(PdfDrawing.type(8_000, height + 1)).isEqualTo(ImageType.GRAY);
  }

  private Path fineScan(int width, int height) throws IOException {
    Path file = folder.resolve("fine.pdf");
    try (PDDocument document = new PDDocument()) {
      PDPage page = new PDPage(new PDRectangle(width * 72 / 2000f, height * 72 / 2000f));
      document.addPage(page);
      BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_BINARY);
      PDImageXObject picture = LosslessFactory.createFromImage(document, image);
      try (PDPageContentStream content = new PDPageContentStream(document, page)) {
        content.drawImage(
            picture, 0, 0, page.getMediaBox().getWidth(), page.getMediaBox().getHeight());
      }
      document.save(file.toFile());
    }
    return file;
  }

  @Test
  void shouldMarkThePageWhenAPictureOnItCannotBeDecoded() throws IOException {
    byte[] broken = new byte[64];
    Drawing beside =
        (page, picture) -> {
          page.moveTo(0, 0);
          page.lineTo(72, 36);
          page.stroke();
          page.drawImage(picture, 0, 0, 36, 36);
        };
    Path file = folder.resolve("broken.pdf");
    for (boolean alone : new boolean[] {true, false}) {
      try (PDDocument document = new PDDocument()) {
        PDPage page = new PDPage(PAGE);
        document.addPage(page);
        PDImageXObject picture =
            new PDImageXObject(
                document,
                new ByteArrayInputStream(broken),
                COSName.DCT_DECODE,
                10,
                10,
                8,
                org.apache.pdfbox.pdmodel.graphics.color.PDDeviceGray.INSTANCE);
        try (PDPageContentStream content = new PDPageContentStream(document, page)) {
          (alone ? (Drawing) PdfPagesIT::whole : beside).draw(content, picture);
        }
        document.save(file.toFile());
      }
      try (PixImage page = page(file)) {
        assertThat(page.isIncomplete()).as("alone: %s", alone).isTrue();
      }
    }
  }

  @Test
  void shouldTakeTheScanWhenOnlyHiddenTextOrAWideClipIsBesideIt() throws IOException {
    Drawing hidden = (page, picture) -> written(page, picture, RenderingMode.NEITHER);
    Drawing clipped =
        (page, picture) -> {
          page.addRect(0, 0, 72, 36);
          page.clip();
          whole(page, picture);
        };
    for (Drawing drawing : new Drawing[] {hidden, clipped}) {
      try (PixImage page = page(pdf(0, drawing))) {
        assertThat(size(page)).isEqualTo("250x125");
      }
    }
  }

  @Test
  void shouldDecodeJpeg2000WhenAPageIsScannedToIt() throws IOException {
    for (boolean colour : new boolean[] {false, true}) {
      try (PixImage page = page(jpeg2000(WIDTH, colour))) {
        assertThat(size(page)).isEqualTo("250x125");
        assertThat(gray(page, 10, 10)).isLessThan(40);
        assertThat(gray(page, WIDTH - 10, 10)).isGreaterThan(215);
      }
    }
  }

  @Test
  void shouldRefuseThePageWhenItsJpeg2000IsLargerThanThePdfSays() throws IOException {
    assertThat(problem(jpeg2000(2_001, false))).contains(FailureCode.TOO_MANY_PIXELS);
    assertThat(problem(jpeg2000(2_000, false))).isEmpty();
  }

  @Test
  void shouldDecodeJbig2WhenAPageIsScannedToIt() throws IOException {
    Path data = Path.of(System.getProperty("ocr.shared.data", "../../shared/data"));
    Path file = data.resolve("no-gt").resolve("ocrmypdf_jbig2.pdf");
    assumeThat(file).exists();
    try (PixImage page = open(file, new PixelLimits(100_000_000, 32_000))) {
      assertThat(size(page)).isEqualTo("2550x3300");
      boolean dark = false;
      for (int x = 0; x < page.width() && !dark; x++) {
        dark = gray(page, x, page.height() / 2) < 128 || gray(page, x, page.height() / 4) < 128;
      }
      assertThat(dark).as("something stands on the page").isTrue();
    }
  }

  private static void whole(PDPageContentStream page, PDImageXObject picture) throws IOException {
    page.drawImage(picture, 0, 0, 72, 36);
  }

  private static Matrix quarter() {
    return new Matrix(0, 72, -36, 0, 36, 0);
  }

  private static void written(PDPageContentStream page, PDImageXObject picture, RenderingMode mode)
      throws IOException {
    whole(page, picture);
    page.beginText();
    page.setRenderingMode(mode);
    page.setFont(new PDType1Font(Standard14Fonts.FontName.HELVETICA), 6);
    page.showText("text");
    page.endText();
  }

  private Path pdf(int rotation, Drawing drawing) throws IOException {
    return pdf(PAGE, rotation, drawing);
  }

  private Path pdf(PDRectangle size, Drawing drawing) throws IOException {
    return pdf(size, 0, drawing);
  }

  private Path pdf(PDRectangle size, int rotation, Drawing drawing) throws IOException {
    Path file = folder.resolve("page.pdf");
    try (PDDocument document = new PDDocument()) {
      PDPage page = new PDPage(size);
      page.setRotation(rotation);
      document.addPage(page);
      PDImageXObject picture = LosslessFactory.createFromImage(document, noise());
      try (PDPageContentStream content = new PDPageContentStream(document, page)) {
        drawing.draw(content, picture);
      }
      document.save(file.toFile());
    }
    return file;
  }

  /**
   * Writes a page whose image is dark in its left half. {@code width} is only in the image's own
   * header.
   */
  private Path jpeg2000(int width, boolean colour) throws IOException {
    BufferedImage image =
        new BufferedImage(
            width, HEIGHT, colour ? BufferedImage.TYPE_INT_RGB : BufferedImage.TYPE_BYTE_GRAY);
    java.awt.Graphics2D graphics = image.createGraphics();
    graphics.setColor(Color.WHITE);
    graphics.fillRect(width / 2, 0, width, HEIGHT);
    graphics.dispose();
    Path png = folder.resolve("picture.png");
    Path jp2 = folder.resolve("picture.jp2");
    javax.imageio.ImageIO.write(image, "png", png.toFile());
    PixImage.read(png)
        .flatMap(
            raster -> {
              try (raster) {
                return Outcome.of(
                    Leptonica1.pixWrite(jp2.toString(), raster.pix(), ILeptonica.IFF_JP2));
              }
            });
    Path file = folder.resolve("jpeg2000.pdf");
    try (PDDocument document = new PDDocument()) {
      PDPage page = new PDPage(PAGE);
      document.addPage(page);
      PDImageXObject picture =
          new PDImageXObject(
              document,
              new ByteArrayInputStream(Files.readAllBytes(jp2)),
              COSName.JPX_DECODE,
              WIDTH,
              HEIGHT,
              8,
              colour
                  ? org.apache.pdfbox.pdmodel.graphics.color.PDDeviceRGB.INSTANCE
                  : org.apache.pdfbox.pdmodel.graphics.color.PDDeviceGray.INSTANCE);
      try (PDPageContentStream content = new PDPageContentStream(document, page)) {
        whole(content, picture);
      }
      document.save(file.toFile());
    }
    return file;
  }

  /** All pixels are black, and alpha has the shape. */
  @ParameterizedTest
  @CsvSource({"1, true", "1, false", "0, true"})
  void shouldShowAJpeg2000ThroughItsAlphaWhenTheDictionarySaysSo(int inData, boolean alone)
      throws IOException {
    Path jp2 = Path.of("src", "test", "resources", "images", "shape-in-alpha.jp2");
    Path file = folder.resolve("alpha.pdf");
    try (PDDocument document = new PDDocument()) {
      PDPage page = new PDPage(new PDRectangle(96, 28.8f));
      document.addPage(page);
      PDImageXObject picture =
          new PDImageXObject(
              document,
              new ByteArrayInputStream(Files.readAllBytes(jp2)),
              COSName.JPX_DECODE,
              400,
              120,
              8,
              org.apache.pdfbox.pdmodel.graphics.color.PDDeviceRGB.INSTANCE);
      picture.getCOSObject().setInt(COSName.getPDFName("SMaskInData"), inData);
      try (PDPageContentStream content = new PDPageContentStream(document, page)) {
        content.drawImage(picture, 0, 0, 96, 28.8f);
        if (!alone) {
          content.moveTo(1, 1);
          content.lineTo(2, 1);
          content.stroke();
        }
      }
      document.save(file.toFile());
    }
    try (PixImage page = page(file)) {
      page.toGray();
      try (BinaryImage ink = page.ink()) {
        assertThat(gray(page, 200, 5)).isEqualTo(inData == 1 ? 255 : 0);
        assertThat(ink.blackShare()).isBetween(inData == 1 ? 0.02 : 1, inData == 1 ? 0.2 : 1);
      }
    }
  }

  private static BufferedImage noise() {
    BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_BYTE_GRAY);
    Random random = new Random(11);
    for (int y = 0; y < HEIGHT; y++) {
      for (int x = 0; x < WIDTH; x++) {
        image.getRaster().setSample(x, y, 0, random.nextInt(256));
      }
    }
    return image;
  }

  private static void assertSame(PixImage page, int width) {
    BufferedImage noise = noise();
    for (int y = 0; y < HEIGHT; y++) {
      for (int x = 0; x < width; x++) {
        assertThat(gray(page, x, y)).isEqualTo(noise.getRGB(x, y) & 0xFF);
      }
    }
  }

  private static int gray(PixImage page, int x, int y) {
    java.nio.IntBuffer value = java.nio.IntBuffer.allocate(1);
    assertThat(Leptonica1.pixGetPixel(page.pix(), x, y, value)).isZero();
    return value.get(0);
  }

  private static String size(PixImage page) {
    return page.width() + "x" + page.height();
  }

  private static PixImage page(Path file) {
    return open(file, LIMITS);
  }

  private static PixImage open(Path file, PixelLimits limits) {
    PageSource source = ofDone(PdfPages.open(file, DPI, limits));
    try (source) {
      return ofDone(source.page(1));
    }
  }

  private static String sizeWithin(long pixels, long edge, Path file) {
    try (PixImage page = open(file, new PixelLimits(pixels, edge))) {
      return size(page);
    }
  }

  private static Optional<FailureCode> problem(Path file) {
    return problem(file, LIMITS);
  }

  private static Optional<FailureCode> problem(Path file, PixelLimits limits) {
    try (PageSource source = ofDone(PdfPages.open(file, DPI, limits))) {
      return source
          .page(1)
          .fold(
              raster -> {
                raster.close();
                return Optional.<FailureCode>empty();
              },
              problem -> Optional.of(problem.code()));
    }
  }

  private static <T> T ofDone(Outcome<T> attempt) {
    return attempt.fold(
        value -> value,
        problem -> {
          throw new AssertionError(problem.code().name());
        });
  }
}
