/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.searchable;

import static io.ocrstream.engine.searchable.PlantedDocuments.DPI;
import static io.ocrstream.engine.searchable.PlantedDocuments.documents;
import static io.ocrstream.engine.searchable.PlantedDocuments.picture;
import static io.ocrstream.engine.searchable.PlantedDocuments.pixels;
import static io.ocrstream.engine.searchable.PlantedDocuments.planted;
import static io.ocrstream.engine.searchable.PlantedDocuments.render;
import static org.assertj.core.api.Assertions.assertThat;

import io.ocrstream.contracts.FailureCode;
import io.ocrstream.contracts.Page;
import io.ocrstream.engine.SampleDocuments;
import io.ocrstream.engine.SampleFiles;
import io.ocrstream.engine.image.PixImage;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.graphics.image.PDImageXObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests the picture of a searchable PDF: what is kept of it, and how it lies. */
class SearchablePictureIT {
  private final PlantedDocuments made;

  SearchablePictureIT(@TempDir Path folder) {
    made = new PlantedDocuments(folder);
  }

  @ParameterizedTest
  @ValueSource(
      ints = {
        BufferedImage.TYPE_BYTE_BINARY,
        BufferedImage.TYPE_BYTE_GRAY,
        BufferedImage.TYPE_BYTE_INDEXED,
        BufferedImage.TYPE_3BYTE_BGR,
        BufferedImage.TYPE_4BYTE_ABGR
      })
  void shouldLoseNothingWhenThePictureIsNoJpeg(int type) throws IOException {
    Path image = made.png(type);

    BufferedImage kept = image(made.searchable(image, planted(1, 0))).getImage();

    assertThat(pixels(kept)).isEqualTo(pixels(ImageIO.read(image.toFile())));
  }

  @Test
  void shouldTakeAFaxsCodeWhenThePictureIsBlackAndWhite() throws IOException {
    PDImageXObject kept =
        image(made.searchable(made.png(BufferedImage.TYPE_BYTE_BINARY), planted(1, 0)));

    assertThat(kept.getCOSObject().getFilters()).isEqualTo(COSName.CCITTFAX_DECODE);
    assertThat(kept.getCOSObject().getLength()).isLessThan(4000);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void shouldKeepAJpegsBytesAndShowItUprightWhenItLiesOtherwise(int orientation)
      throws IOException {
    ByteArrayOutputStream jpeg = new ByteArrayOutputStream();
    ImageIO.write(picture(BufferedImage.TYPE_BYTE_GRAY), "jpg", jpeg);
    byte[] bytes = SampleDocuments.withOrientation(jpeg.toByteArray(), orientation);
    Path image = Files.write(made.target().resolveSibling("photo"), bytes);

    Path pdf = made.searchable(image, Page.failed(1, FailureCode.CORRUPT));

    try (PDDocument document = Loader.loadPDF(pdf.toFile())) {
      PDImageXObject kept = only(document);
      assertThat(kept.getCOSObject().getFilters()).isEqualTo(COSName.DCT_DECODE);
      assertThat(kept.getCOSObject().createRawInputStream().readAllBytes()).isEqualTo(bytes);
    }
    try (PixImage upright = upright(image)) {
      BufferedImage shown = render(pdf, (int) DPI, 0);
      // The renderer rounds down.
      assertThat(shown.getWidth()).isBetween(upright.width() - 1, upright.width());
      assertThat(shown.getHeight()).isBetween(upright.height() - 1, upright.height());
      assertThat(meanDifference(shown, upright)).isLessThan(4);
    }
  }

  @Test
  void shouldBeAsLargeAsThePictureSaysWhenItDoes() throws IOException {
    Path pdf =
        made.searchable(SampleFiles.file("english.png"), Page.failed(1, FailureCode.CORRUPT));

    try (PDDocument document = Loader.loadPDF(pdf.toFile())) {
      // 1240 pixels at 200 dpi.
      assertThat(document.getPage(0).getMediaBox().getWidth()).isBetween(446.0f, 446.8f);
    }
  }

  @Test
  void shouldBeTheSameBytesWhenMadeTwice() throws IOException {
    Path image = made.png(BufferedImage.TYPE_3BYTE_BGR);

    byte[] first = Files.readAllBytes(made.searchable(image, planted(1, 0)));

    assertThat(Files.readAllBytes(made.searchable(image, planted(1, 0)))).isEqualTo(first);
    assertThat(Files.readAllBytes(made.searchable(made.pdf(0), planted(1, 0))))
        .isEqualTo(Files.readAllBytes(made.searchable(made.pdf(0), planted(1, 0))));
  }

  private static PDImageXObject image(Path pdf) throws IOException {
    // The document stays open for its image, and is closed with the test's folder.
    return only(Loader.loadPDF(pdf.toFile()));
  }

  private static PDImageXObject only(PDDocument document) throws IOException {
    var resources = document.getPage(0).getResources();
    return (PDImageXObject) resources.getXObject(resources.getXObjectNames().iterator().next());
  }

  private static PixImage upright(Path image) {
    return documents()
        .open(image)
        .flatMap(source -> source.page(1))
        .fold(
            raster -> {
              raster.toGray();
              return raster;
            },
            problem -> {
              throw new AssertionError(problem.message());
            });
  }

  private static double meanDifference(BufferedImage shown, PixImage upright) {
    double sum = 0;
    for (int y = 0; y < shown.getHeight(); y++) {
      for (int x = 0; x < shown.getWidth(); x++) {
        java.nio.IntBuffer gray = java.nio.IntBuffer.allocate(1);
        net.sourceforge.lept4j.Leptonica1.pixGetPixel(upright.pix(), x, y, gray);
        sum += Math.abs((shown.getRGB(x, y) & 0xFF) - gray.get(0));
      }
    }
    return sum / ((double) shown.getWidth() * shown.getHeight());
  }
}
