/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.ocrstream.engine.Resolution;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JpegHeaderTest {
  private static final int JFIF_UNIT_AT = 13;

  @TempDir private Path folder;

  @Test
  void shouldSayWhatThePictureIsWhenItIsBaseline() throws IOException {
    Resolution unknown = new Resolution(300, 300);

    assertThat(header(jpeg(BufferedImage.TYPE_BYTE_GRAY, false)))
        .hasValue(new JpegHeader(30, 20, 1, true, true, false, unknown));
    assertThat(header(jpeg(BufferedImage.TYPE_INT_RGB, false)))
        .hasValue(new JpegHeader(30, 20, 3, true, true, false, unknown));
  }

  @Test
  void shouldSaySoWhenThePictureIsProgressive() throws IOException {
    assertThat(header(jpeg(BufferedImage.TYPE_INT_RGB, true)))
        .map(JpegHeader::isBaseline)
        .hasValue(false);
  }

  /** Lossless, JPEG-LS, and sequential with 12 bits. */
  @ParameterizedTest
  @CsvSource({"C0, 8, true", "C1, 8, true", "C3, 8, false", "F7, 8, false", "C1, 12, false"})
  void shouldSayWhetherThePictureCanBeDecoded(String marker, int bits, boolean expected)
      throws IOException {
    byte[] jpeg = jpeg(BufferedImage.TYPE_BYTE_GRAY, false);
    int frame = 0;
    while ((jpeg[frame] & 0xFF) != 0xFF || (jpeg[frame + 1] & 0xFF) != 0xC0) {
      frame++;
    }
    jpeg[frame + 1] = (byte) Integer.parseInt(marker, 16);
    jpeg[frame + 4] = (byte) bits;

    assertThat(header(jpeg)).map(JpegHeader::isDecodable).hasValue(expected);
  }

  @Test
  void shouldReadTheResolutionWhenItIsInInchesOrCentimetres() throws IOException {
    byte[] jpeg = jpeg(BufferedImage.TYPE_BYTE_GRAY, false);
    System.arraycopy(new byte[] {1, 0, (byte) 200, 0, 100}, 0, jpeg, JFIF_UNIT_AT, 5);
    assertThat(header(jpeg)).map(JpegHeader::resolution).hasValue(new Resolution(200, 100));

    jpeg[JFIF_UNIT_AT] = 2;
    assertThat(header(jpeg)).map(JpegHeader::resolution).hasValue(new Resolution(508, 254));
  }

  /** What follows the end, as in motion photos, does not matter. */
  @Test
  void shouldSayWhetherTheFileHasAnEnd() throws IOException {
    byte[] jpeg = jpeg(BufferedImage.TYPE_INT_RGB, true);

    assertThat(hasEnd(jpeg, jpeg.length)).isTrue();
    assertThat(hasEnd(jpeg, jpeg.length + 100)).isTrue();
    for (int length : new int[] {0, 1, 2, 20, jpeg.length / 2, jpeg.length - 2, jpeg.length - 1}) {
      assertThat(hasEnd(jpeg, length)).as("%d of %d bytes", length, jpeg.length).isFalse();
    }
  }

  private static boolean hasEnd(byte[] jpeg, int length) throws IOException {
    return JpegHeader.hasEnd(new ByteArrayInputStream(Arrays.copyOf(jpeg, length)));
  }

  @Test
  void shouldBeNothingWhenTheFileEndsOrHoldsSomethingElse() throws IOException {
    byte[] jpeg = jpeg(BufferedImage.TYPE_BYTE_GRAY, false);

    for (int length : new int[] {0, 1, 2, 3, 5, 18, 25}) {
      assertThat(header(Arrays.copyOf(jpeg, length))).isEmpty();
    }
    assertThat(header(new byte[100])).isEmpty();
    jpeg[4] = 0;
    jpeg[5] = 1;
    assertThat(header(jpeg)).isEmpty();
  }

  private java.util.Optional<JpegHeader> header(byte[] jpeg) throws IOException {
    return JpegHeader.of(Files.write(folder.resolve("jpeg"), jpeg));
  }

  private static byte[] jpeg(int type, boolean progressive) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    ImageWriteParam how = writer.getDefaultWriteParam();
    how.setProgressiveMode(
        progressive ? ImageWriteParam.MODE_DEFAULT : ImageWriteParam.MODE_DISABLED);
    try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
      writer.setOutput(out);
      writer.write(null, new IIOImage(new BufferedImage(30, 20, type), null, null), how);
    }
    writer.dispose();
    return bytes.toByteArray();
  }
}
