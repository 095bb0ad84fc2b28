/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.ocrstream.contracts.EngineInfo;
import io.ocrstream.contracts.FailureCode;
import io.ocrstream.contracts.OcrOptions;
import io.ocrstream.contracts.Outcome;
import io.ocrstream.contracts.Page;
import io.ocrstream.engine.image.PixImage;
import io.ocrstream.engine.tesseract.TesseractCatalog;
import io.ocrstream.engine.tesseract.TesseractEngine;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import net.sourceforge.lept4j.ILeptonica;
import net.sourceforge.lept4j.Leptonica1;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests one page in every supported image format, and orientations from metadata. */
class ImageFormatsIT {
  private static final TestSettings SETTINGS = TestSettings.defaults();
  private static final TesseractCatalog CATALOG = TesseractCatalog.of(SETTINGS);
  private static final TesseractEngine ENGINE = TesseractEngine.start(SETTINGS, CATALOG);

  /** EXIF's value for an image that must be turned a quarter clockwise. */
  private static final int ON_LEFT_SIDE = 6;

  @TempDir Path folder;

  @AfterAll
  static void close() {
    ENGINE.close();
  }

  /** Formats that Leptonica writes. */
  enum Format {
    PNG(ILeptonica.IFF_PNG),
    JPEG(ILeptonica.IFF_JFIF_JPEG),
    TIFF(ILeptonica.IFF_TIFF_LZW),
    BMP(ILeptonica.IFF_BMP),
    PNM(ILeptonica.IFF_PNM),
    GIF(ILeptonica.IFF_GIF),
    WEBP(ILeptonica.IFF_WEBP),
    JPEG_2000(ILeptonica.IFF_JP2);

    private final int number;

    Format(int number) {
      this.number = number;
    }
  }

  @ParameterizedTest
  @EnumSource(Format.class)
  void shouldReadThePageWhenWrittenInEachFormat(Format format) throws IOException {
    Path file = notice(format);
    assertThat(FileType.of(Files.readAllBytes(file))).contains(FileType.valueOf(format.name()));
    Page page = read(file).orElseThrow();
    assertThat(page.text()).contains("First page", "The blue cup");
    assertThat(List.of(page.width(), page.height())).isEqualTo(List.of(1240, 392));
  }

  @ParameterizedTest
  @EnumSource(Format.class)
  void shouldFailAndNotCrashWhenTheFileIsCutShort(Format format) throws IOException {
    byte[] whole = Files.readAllBytes(notice(format));
    for (int length : new int[] {12, 40, 200, whole.length / 4}) {
      Path file = folder.resolve("cut" + length);
      Files.write(file, java.util.Arrays.copyOf(whole, length));
      // Some decoders return the part that exists. None may invent the rest.
      read(file).ifPresent(page -> assertThat(page.width()).isEqualTo(1240));
    }
  }

  @Test
  void shouldTurnUprightWhenThePngSaysHowItLies() throws IOException {
    Path file = folder.resolve("picture.png");
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    ImageIO.write(new BufferedImage(30, 20, BufferedImage.TYPE_BYTE_GRAY), "png", png);
    Files.write(file, withPngOrientation(png.toByteArray(), ON_LEFT_SIDE));
    Page page = read(file).orElseThrow();
    assertThat(List.of(page.width(), page.height())).isEqualTo(List.of(20, 30));
  }

  @Test
  void shouldTurnUprightWhenTheWebPSaysHowItLies() throws IOException {
    Path file = notice(Format.WEBP);
    Files.write(file, withWebPOrientation(Files.readAllBytes(file), ON_LEFT_SIDE));
    Page page = read(file).orElseThrow();
    assertThat(List.of(page.width(), page.height())).isEqualTo(List.of(392, 1240));
  }

  @Test
  void shouldReadTheFirstFrameWhenAGifMoves() throws IOException {
    BufferedImage first = ImageIO.read(SampleFiles.file("notice.gif").toFile());
    BufferedImage second = new BufferedImage(1240, 392, BufferedImage.TYPE_BYTE_GRAY);
    Graphics2D graphics = second.createGraphics();
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, 1240, 392);
    graphics.dispose();
    Path file = folder.resolve("moving");
    ImageWriter writer = ImageIO.getImageWritersByFormatName("gif").next();
    try (ImageOutputStream out = ImageIO.createImageOutputStream(file.toFile())) {
      writer.setOutput(out);
      writer.prepareWriteSequence(null);
      writer.writeToSequence(new IIOImage(first, null, null), null);
      writer.writeToSequence(new IIOImage(second, null, null), null);
      writer.endWriteSequence();
    } finally {
      writer.dispose();
    }
    assertThat(read(file)).isEqualTo(read(SampleFiles.file("notice.gif"))).isPresent();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void shouldReadAlikeWhenHandlesAreRecycledAfterEachFewPages(int recyclePages) {
    Path file = SampleFiles.file("letter.tiff");
    try (TesseractEngine engine =
        TesseractEngine.start(SETTINGS.withRecyclePages(recyclePages), CATALOG)) {
      for (int number = 1; number <= 3; number++) {
        assertThat(read(engine, file, number)).isEqualTo(read(ENGINE, file, number)).isPresent();
      }
    }
  }

  private Path notice(Format format) {
    int number = format.number;
    Path file = folder.resolve(format.name());
    PixImage.read(SampleFiles.file("notice.gif"))
        .flatMap(
            raster -> {
              try (raster) {
                raster.toGray();
                assertThat(Leptonica1.pixWrite(file.toString(), raster.pix(), number)).isZero();
                return Outcome.of(file);
              }
            });
    return file;
  }

  private static Optional<Page> read(Path file) {
    return read(ENGINE, file, 1);
  }

  private static Optional<Page> read(Engine engine, Path file, int number) {
    EngineInfo info = CATALOG.info(OcrOptions.text(List.of("eng"))).orElseThrow();
    return engine
        .open(file, info)
        .fold(
            document -> {
              try (document) {
                return document
                    .read(number, Duration.ofMinutes(1), PageCachePort.NONE)
                    .fold(Optional::of, problem -> failed(problem.code()));
              }
            },
            problem -> failed(problem.code()));
  }

  private static Optional<Page> failed(FailureCode code) {
    assertThat(code)
        .isIn(FailureCode.CORRUPT, FailureCode.UNSUPPORTED_TYPE, FailureCode.TOO_MANY_PIXELS);
    return Optional.empty();
  }

  /** Returns an EXIF block with one entry, the orientation, in big-endian byte order. */
  private static byte[] exif(int orientation) {
    return new byte[] {
      'M',
      'M',
      0,
      42,
      0,
      0,
      0,
      8,
      0,
      1,
      1,
      0x12,
      0,
      3,
      0,
      0,
      0,
      1,
      0,
      (byte) orientation,
      0,
      0,
      0,
      0,
      0,
      0
    };
  }

  private static byte[] withPngOrientation(byte[] png, int orientation) throws IOException {
    int behindHeader = 33;
    byte[] exif = exif(orientation);
    byte[] name = "eXIf".getBytes(StandardCharsets.US_ASCII);
    CRC32 sum = new CRC32();
    sum.update(name);
    sum.update(exif);
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(all);
    out.write(png, 0, behindHeader);
    out.writeInt(exif.length);
    out.write(name);
    out.write(exif);
    out.writeInt((int) sum.getValue());
    out.write(png, behindHeader, png.length - behindHeader);
    return all.toByteArray();
  }

  /**
   * Wraps the image in the extended form: a header with size and flags, the image as it was, then
   * its EXIF.
   */
  private static byte[] withWebPOrientation(byte[] webP, int orientation) throws IOException {
    byte[] exif = exif(orientation);
    int behindHeader = 12;
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(all);
    out.writeBytes("RIFF");
    out.writeInt(Integer.reverseBytes(4 + 18 + webP.length - behindHeader + 8 + exif.length));
    out.writeBytes("WEBPVP8X");
    out.writeInt(Integer.reverseBytes(10));
    out.write(new byte[] {0x08, 0, 0, 0});
    out.write(new byte[] {(byte) (1239 & 0xFF), 1239 >> 8, 0, (byte) (391 & 0xFF), 391 >> 8, 0});
    out.write(webP, behindHeader, webP.length - behindHeader);
    out.writeBytes("EXIF");
    out.writeInt(Integer.reverseBytes(exif.length));
    out.write(exif);
    return all.toByteArray();
  }
}
