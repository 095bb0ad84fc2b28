/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.pdf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.ocrstream.contracts.FailureCode;
import io.ocrstream.engine.InstallFolder;
import io.ocrstream.engine.TestSettings;
import io.ocrstream.engine.image.Jpeg2000Spi;
import io.ocrstream.engine.image.PixImage;
import io.ocrstream.engine.image.PixelLimits;
import io.ocrstream.engine.natives.NativeLibraries;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.graphics.image.PDImageXObject;
import org.apache.pdfbox.pdmodel.graphics.state.RenderingMode;
import org.apache.pdfbox.rendering.ImageType;
import org.apache.pdfbox.util.Matrix;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Tests that pages of a single image are copied pixel by pixel, and all others rendered at the best
 * resolution within the limits.
 */
class PdfPagesIT {
  @TempDir Path folder;

  @BeforeAll
  static void load() {
    NativeLibraries.load(new InstallFolder(TestSettings.INSTALL_DIR));
    Jpeg2000Spi.register();
  }

  @Test
  void shouldGiveThePicturesOwnPixelsWhenThePageIsAScan() throws IOException {
    try (PixImage page = OpenedPage.page(ScanPdfs.pdf(folder, 0, ScanPdfs::whole))) {
      assertThat(OpenedPage.size(page)).isEqualTo("250x125");
      assertSame(page, ScanPdfs.WIDTH);
    }
  }

  @Test
  void shouldKeepThePagesFrameWhenTheScanIsSmallerOrLarger() throws IOException {
    Path margin =
        ScanPdfs.pdf(
            folder, 0, (page, picture) -> page.drawImage(picture, 7.2f, 3.6f, 57.6f, 28.8f));
    try (PixImage page = OpenedPage.page(margin)) {
      // 57.6 points for 250 pixels: a page of 72 × 36 points has 312.5 × 156.25 pixels.
      assertThat(OpenedPage.size(page)).isEqualTo("313x156");
      assertThat(OpenedPage.gray(page, 2, 2)).isEqualTo(255);
    }
    Path bleed =
        ScanPdfs.pdf(
            folder, 0, (page, picture) -> page.drawImage(picture, -7.2f, -3.6f, 86.4f, 43.2f));
    try (PixImage page = OpenedPage.page(bleed)) {
      assertThat(OpenedPage.size(page)).isEqualTo("208x104");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 90, 180, 270})
  void shouldTurnTheScanAsThePageSays(int degrees) throws IOException {
    try (PixImage page = OpenedPage.page(ScanPdfs.pdf(folder, degrees, ScanPdfs::whole))) {
      assertThat(OpenedPage.size(page)).isEqualTo(degrees % 180 == 0 ? "250x125" : "125x250");
      page.turn(-degrees / 90);
      assertSame(page, ScanPdfs.WIDTH);
    }
  }

  @Test
  void shouldTurnTheScanAsItWasLaid() throws IOException {
    // Rotated counterclockwise by 90°, so the bottom of the image is on the right.
    Path file =
        ScanPdfs.pdf(folder, 0, (page, picture) -> page.drawImage(picture, ScanPdfs.quarter()));
    try (PixImage page = OpenedPage.page(file)) {
      assertThat(OpenedPage.size(page)).isEqualTo("250x125");
      page.turn(1);
      // Half of the image is outside the page.
      assertSame(page, ScanPdfs.WIDTH / 2);
    }
  }

  @Test
  void shouldDrawThePageWhenItIsMoreThanAPicture() throws IOException {
    ScanPdfs.Drawing line =
        (page, picture) -> {
          ScanPdfs.whole(page, picture);
          page.moveTo(1, 1);
          page.lineTo(5, 5);
          page.stroke();
        };
    ScanPdfs.Drawing text = (page, picture) -> ScanPdfs.written(page, picture, RenderingMode.FILL);
    ScanPdfs.Drawing twice =
        (page, picture) -> {
          ScanPdfs.whole(page, picture);
          ScanPdfs.whole(page, picture);
        };
    ScanPdfs.Drawing slanting =
        (page, picture) -> page.drawImage(picture, new Matrix(72, 3, -3, 36, 0, 0));
    ScanPdfs.Drawing stretched = (page, picture) -> page.drawImage(picture, 0, 0, 72, 30);
    ScanPdfs.Drawing mirrored =
        (page, picture) -> page.drawImage(picture, new Matrix(-72, 0, 0, 36, 72, 0));
    ScanPdfs.Drawing clipped =
        (page, picture) -> {
          page.addRect(0, 0, 36, 36);
          page.clip();
          ScanPdfs.whole(page, picture);
        };
    for (ScanPdfs.Drawing drawing :
        new ScanPdfs.Drawing[] {line, text, twice, slanting, stretched, mirrored, clipped}) {
      try (PixImage page = OpenedPage.page(ScanPdfs.pdf(folder, 0, drawing))) {
        assertThat(OpenedPage.size(page)).isEqualTo("300x150");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(floats = {2.5f, 72, 720, 14_400})
  void shouldGiveThePicturesOwnPixelsWhateverThePagesSizeSays(float width) throws IOException {
    PDRectangle size = new PDRectangle(width, width / 2);
    ScanPdfs.Drawing filling = (page, picture) -> page.drawImage(picture, 0, 0, width, width / 2);
    try (PixImage page = OpenedPage.page(ScanPdfs.pdf(folder, size, filling))) {
      assertThat(OpenedPage.size(page)).isEqualTo("250x125");
      assertSame(page, ScanPdfs.WIDTH);
    }
  }

  @Test
  void shouldDrawThePageCoarserWhenItIsOverTheLimitsOtherwise() throws IOException {
    // Ten by five inches, with a line, so that it is not a scan: at 447 dpi it has a million
    // pixels.
    PDRectangle large = new PDRectangle(720, 360);
    ScanPdfs.Drawing line =
        (page, picture) -> {
          page.moveTo(0, 0);
          page.lineTo(720, 360);
          page.stroke();
        };
    assertThat(OpenedPage.sizeWithin(1_000_000, 2_000, ScanPdfs.pdf(folder, large, line)))
        .isEqualTo("1410x705");
    assertThat(OpenedPage.sizeWithin(1_000_000, 1_200, ScanPdfs.pdf(folder, large, line)))
        .isEqualTo("1200x600");
    assertThat(OpenedPage.sizeWithin(1_000_000_000, 4_000, ScanPdfs.pdf(folder, large, line)))
        .isEqualTo("3000x1500");
  }

  @Test
  void shouldRefuseThePageWhenItWouldHaveToBeDrawnTooCoarse() throws IOException {
    ScanPdfs.Drawing line =
        (page, picture) -> {
          page.moveTo(0, 0);
          page.lineTo(72, 36);
          page.stroke();
        };
    // One by half an inch: 100 × 50 pixels at 100 dpi.
    Path file = ScanPdfs.pdf(folder, 0, line);
    assertThat(OpenedPage.problem(file, new PixelLimits(5_000, 100))).isEmpty();
    assertThat(OpenedPage.problem(file, new PixelLimits(4_999, 100)))
        .contains(FailureCode.TOO_MANY_PIXELS);
    assertThat(OpenedPage.problem(file, new PixelLimits(5_000, 99)))
        .contains(FailureCode.TOO_MANY_PIXELS);
  }

  @Test
  void shouldDrawAScanSmallerWhenItIsLargeAndMuchFinerThanDrawing() throws IOException {
    // At 2,000 dpi it has the maximum number of pixels to copy. With one more row it is scaled
    // down.
    int width = 4_000;
    int height = (int) (PdfDrawing.MAX_COPIED_PIXELS / width);
    PixelLimits limits = new PixelLimits(100_000_000, 32_000);
    try (PixImage page = OpenedPage.open(ScanPdfs.fineScan(folder, width, height), limits)) {
      assertThat(OpenedPage.size(page)).isEqualTo("4000x4000");
    }
    try (PixImage page = OpenedPage.open(ScanPdfs.fineScan(folder, width, height + 1), limits)) {
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

  @Test
  void shouldMarkThePageWhenAPictureOnItCannotBeDecoded() throws IOException {
    byte[] broken = new byte[64];
    ScanPdfs.Drawing beside =
        (page, picture) -> {
          page.moveTo(0, 0);
          page.lineTo(72, 36);
          page.stroke();
          page.drawImage(picture, 0, 0, 36, 36);
        };
    Path file = folder.resolve("broken.pdf");
    for (boolean alone : new boolean[] {true, false}) {
      try (PDDocument document = new PDDocument()) {
        PDPage page = new PDPage(ScanPdfs.PAGE);
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
          (alone ? (ScanPdfs.Drawing) ScanPdfs::whole : beside).draw(content, picture);
        }
        document.save(file.toFile());
      }
      try (PixImage page = OpenedPage.page(file)) {
        assertThat(page.isIncomplete()).as("alone: %s", alone).isTrue();
      }
    }
  }

  @Test
  void shouldTakeTheScanWhenOnlyHiddenTextOrAWideClipIsBesideIt() throws IOException {
    ScanPdfs.Drawing hidden =
        (page, picture) -> ScanPdfs.written(page, picture, RenderingMode.NEITHER);
    ScanPdfs.Drawing clipped =
        (page, picture) -> {
          page.addRect(0, 0, 72, 36);
          page.clip();
          ScanPdfs.whole(page, picture);
        };
    for (ScanPdfs.Drawing drawing : new ScanPdfs.Drawing[] {hidden, clipped}) {
      try (PixImage page = OpenedPage.page(ScanPdfs.pdf(folder, 0, drawing))) {
        assertThat(OpenedPage.size(page)).isEqualTo("250x125");
      }
    }
  }

  @Test
  void shouldDecodeJbig2WhenAPageIsScannedToIt() throws IOException {
    Path data = Path.of(System.getProperty("ocr.shared.data", "../../shared/data"));
    Path file = data.resolve("no-gt").resolve("ocrmypdf_jbig2.pdf");
    assumeThat(file).as("the public documents are here").exists();
    try (PixImage page = OpenedPage.open(file, new PixelLimits(100_000_000, 32_000))) {
      assertThat(OpenedPage.size(page)).isEqualTo("2550x3300");
      boolean dark = false;
      for (int x = 0; x < page.width() && !dark; x++) {
        dark =
            OpenedPage.gray(page, x, page.height() / 2) < 128
                || OpenedPage.gray(page, x, page.height() / 4) < 128;
      }
      assertThat(dark).as("something stands on the page").isTrue();
    }
  }

  private static void assertSame(PixImage page, int width) {
    BufferedImage noise = ScanPdfs.noise();
    for (int y = 0; y < ScanPdfs.HEIGHT; y++) {
      for (int x = 0; x < width; x++) {
        assertThat(OpenedPage.gray(page, x, y)).isEqualTo(noise.getRGB(x, y) & 0xFF);
      }
    }
  }
}
