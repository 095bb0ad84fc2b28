/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.ocrstream.engine.FileType;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExifSegmentTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"0, 65536", "1, -1"})
  void shouldReadAsMuchExifAsASegmentHolds(int more, int found) throws IOException {
    int length = ExifSegment.MAX_BYTES + more;
    assertThat(length(png("eXIf", length), FileType.PNG)).isEqualTo(found);
    assertThat(length(webP("EXIF", length), FileType.WEBP)).isEqualTo(found);
  }

  @Test
  void shouldPassOverOtherChunks() throws IOException {
    assertThat(length(png("iTXt", 70_000), FileType.PNG)).isEqualTo(-1);
    assertThat(length(webP("XMP ", 71), FileType.WEBP)).isEqualTo(-1);
  }

  @Test
  void shouldFindNoExifInWhatIsCutOff() throws IOException {
    byte[] cut = java.util.Arrays.copyOf(png("iTXt", 10), 40);
    assertThat(length(cut, FileType.PNG)).isEqualTo(-1);
    assertThat(length(new byte[3], FileType.WEBP)).isEqualTo(-1);
    assertThat(length(new byte[] {(byte) 0xFF, (byte) 0xD8, 0}, FileType.JPEG)).isEqualTo(-1);
  }

  /** Returns the length of the EXIF segment; -1 if there is none. */
  private int length(byte[] bytes, FileType type) throws IOException {
    Path file = Files.write(folder.resolve("image"), bytes);
    return ExifSegment.of(file, type).map(exif -> exif.length).orElse(-1);
  }

  private static byte[] png(String type, int length) {
    return ByteBuffer.allocate(8 + 12 + length + 12)
        .position(8)
        .putInt(length)
        .put(type.getBytes(StandardCharsets.US_ASCII))
        .position(8 + 12 + length + 4)
        .put("IEND".getBytes(StandardCharsets.US_ASCII))
        .array();
  }

  private static byte[] webP(String type, int length) {
    return ByteBuffer.allocate(12 + 8 + length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .position(12)
        .put(type.getBytes(StandardCharsets.US_ASCII))
        .putInt(length)
        .array();
  }
}
