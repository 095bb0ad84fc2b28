/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.pdf;

import static org.assertj.core.api.Assertions.assertThat;

import io.ocrstream.contracts.FailureCode;
import io.ocrstream.contracts.Outcome;
import io.ocrstream.engine.InstallFolder;
import io.ocrstream.engine.TestSettings;
import io.ocrstream.engine.image.BinaryImage;
import io.ocrstream.engine.image.Jpeg2000Spi;
import io.ocrstream.engine.image.PixImage;
import io.ocrstream.engine.natives.NativeLibraries;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import net.sourceforge.lept4j.ILeptonica;
import net.sourceforge.lept4j.Leptonica1;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.graphics.image.PDImageXObject;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests pages whose image is a JPEG 2000. */
class PdfJpeg2000IT {
  private static final int WIDTH = 250;
  private static final int HEIGHT = 125;

  @TempDir Path folder;

  @BeforeAll
  static void load() {
    NativeLibraries.load(new InstallFolder(TestSettings.INSTALL_DIR));
    Jpeg2000Spi.register();
  }

  @Test
  void shouldDecodeJpeg2000WhenAPageIsScannedToIt() throws IOException {
    for (boolean colour : new boolean[] {false, true}) {
      try (PixImage page = OpenedPage.page(jpeg2000(WIDTH, colour))) {
        assertThat(OpenedPage.size(page)).isEqualTo("250x125");
        assertThat(OpenedPage.gray(page, 10, 10)).isLessThan(40);
        assertThat(OpenedPage.gray(page, WIDTH - 10, 10)).isGreaterThan(215);
      }
    }
  }

  @Test
  void shouldRefuseThePageWhenItsJpeg2000IsLargerThanThePdfSays() throws IOException {
    assertThat(OpenedPage.problem(jpeg2000(2_001, false))).contains(FailureCode.TOO_MANY_PIXELS);
    assertThat(OpenedPage.problem(jpeg2000(2_000, false))).isEmpty();
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
      PDPage page = new PDPage(new PDRectangle(72, 36));
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
        content.drawImage(picture, 0, 0, 72, 36);
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
    try (PixImage page = OpenedPage.page(file)) {
      page.toGray();
      try (BinaryImage ink = page.ink()) {
        assertThat(OpenedPage.gray(page, 200, 5)).isEqualTo(inData == 1 ? 255 : 0);
        assertThat(ink.blackShare()).isBetween(inData == 1 ? 0.02 : 1, inData == 1 ? 0.2 : 1);
      }
    }
  }
}
