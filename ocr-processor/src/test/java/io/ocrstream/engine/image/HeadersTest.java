/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.ocrstream.contracts.FailureCode;
import io.ocrstream.contracts.Problem;
import io.ocrstream.engine.FileType;
import io.ocrstream.engine.SampleFiles;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HeadersTest {
  @ParameterizedTest
  @CsvSource({
    "GIF89a..., GIF",
    "II*\0...., TIFF",
    "MM\0*...., TIFF",
    "BM......, BMP",
    "RIFF....WEBP, WEBP",
    "P5 1 1 255 ., PNM",
    "junk before %PDF-1.4, PDF"
  })
  void shouldKnowTheTypeWhenTheFirstBytesTell(String head, FileType type) {
    assertThat(FileType.of(head.getBytes(StandardCharsets.ISO_8859_1))).contains(type);
  }

  @Test
  void shouldKnowNoTypeWhenTheFirstBytesAreOfNone() {
    assertThat(FileType.of("<html>".getBytes(StandardCharsets.ISO_8859_1))).isEmpty();
    assertThat(FileType.of(new byte[] {(byte) 0x89})).isEmpty();
  }

  @Test
  void shouldRefuseAPageWhenItIsOneOverALimit() {
    PixelLimits limits = new PixelLimits(100, 20);
    assertThat(limits.check(10, 10)).isEmpty();
    assertThat(limits.check(20, 5)).isEmpty();
    assertThat(code(limits.check(101, 1))).isEqualTo(FailureCode.TOO_MANY_PIXELS);
    assertThat(code(limits.check(21, 1))).isEqualTo(FailureCode.TOO_MANY_PIXELS);
    assertThat(code(limits.check(1, 21))).isEqualTo(FailureCode.TOO_MANY_PIXELS);
    assertThat(code(limits.check(0, 5))).isEqualTo(FailureCode.CORRUPT);
  }

  @Test
  void shouldFindThreePagesWhenATiffHasThree() {
    Path tiff = SampleFiles.file("letter.tiff");
    int pages =
        TiffPages.open(tiff, new PixelLimits(10_000_000, 10_000))
            .fold(PageSource::pageCount, problem -> 0);
    assertThat(pages).isEqualTo(3);
  }

  @Test
  void shouldTellTheSizeOfAGifFromItsFrames() {
    ImageHeaders.Size size =
        GifFrames.size(SampleFiles.file("notice.gif"))
            .fold(s -> s, p -> new ImageHeaders.Size(0, 0));
    assertThat(size).isEqualTo(new ImageHeaders.Size(1240, 392));
  }

  private static FailureCode code(Optional<Problem> problem) {
    return problem.orElseThrow().code();
  }

  @Test
  void shouldRefuseAPageOfOneByteOverTheBytesOfSamples() {
    PixelLimits limits = new PixelLimits(Long.MAX_VALUE, 1 << 30);
    long most = PixelLimits.MAX_DECODED_BYTES;
    assertThat(limits.check(1 << 10, 1 << 10, most >> 20)).isEmpty();
    assertThat(code(limits.check(1 << 10, 1 << 10, (most >> 20) + 1)))
        .isEqualTo(FailureCode.TOO_MANY_PIXELS);
    assertThat(code(limits.check(0, 5, 1))).isEqualTo(FailureCode.CORRUPT);
  }
}
