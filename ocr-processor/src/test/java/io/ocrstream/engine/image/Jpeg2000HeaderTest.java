/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Jpeg2000HeaderTest {
  @Test
  void shouldTellTheSizeOfTheCodeStreamAndNotOfTheBoxBeforeIt() {
    byte[] lie = ByteBuffer.allocate(22).putInt(1).putInt(1).array();
    byte[] file = join(box("jp2h", box("ihdr", lie)), box("jp2c", codeStream(300, 200, 3)));
    assertThat(outcome(file)).isEqualTo("300x200 at 0x0");
  }

  @Test
  void shouldNotTakeBytesInABoxForTheCodeStream() {
    byte[] file = join(box("free", codeStream(1, 1, 1)), box("jp2c", codeStream(300, 200, 3)));
    assertThat(outcome(file)).isEqualTo("300x200 at 0x0");
  }

  @Test
  void shouldTellTheResolutionInDotsPerInch() {
    // 11,811 and 5,906 pixels per metre, as fractions with a power of ten.
    byte[] resolution =
        ByteBuffer.allocate(10)
            .putShort((short) 5906)
            .putShort((short) 10)
            .putShort((short) 11811)
            .putShort((short) 1)
            .put((byte) 1)
            .put((byte) 0)
            .array();
    byte[] file =
        join(
            box("jp2h", box("res ", box("resc", resolution))),
            box("jp2c", codeStream(300, 200, 3)));
    assertThat(outcome(file)).isEqualTo("300x200 at 300x150");
  }

  @ParameterizedTest
  @CsvSource({"0, 1x1 at 0x0", "1, UNSUPPORTED_TYPE"})
  void shouldBoundTheComponents(int more, String outcome) {
    byte[] file = codeStream(1, 1, Jpeg2000Header.MAX_COMPONENTS + more);
    assertThat(outcome(file)).isEqualTo(outcome);
  }

  @ParameterizedTest
  @CsvSource({"0, 1x1 at 0x0", "1, UNSUPPORTED_TYPE"})
  void shouldBoundTheColumnsOfAPalette(int more, String outcome) {
    byte[] palette = {1, 0, (byte) (Jpeg2000Header.MAX_COMPONENTS + more)};
    byte[] file = join(box("jp2h", box("pclr", palette)), box("jp2c", codeStream(1, 1, 1)));
    assertThat(outcome(file)).isEqualTo(outcome);
  }

  @ParameterizedTest
  @CsvSource({"0, 1x1 at 0x0", "1, CORRUPT"})
  void shouldLookForTheCodeStreamWithinTheHead(int beyond, String outcome) {
    int behind = Jpeg2000Header.HEAD_BYTES - 42 - 8 - 8;
    byte[] file = join(box("free", new byte[behind + beyond]), box("jp2c", codeStream(1, 1, 1)));
    assertThat(outcome(Arrays.copyOf(file, Jpeg2000Header.HEAD_BYTES))).isEqualTo(outcome);
  }

  @ParameterizedTest
  @CsvSource({"0", "7", "-1"})
  void shouldRefuseABoxOfNoLength(int length) {
    byte[] file = join(box("free", new byte[4]), box("jp2c", codeStream(1, 1, 1)));
    ByteBuffer.wrap(file).putInt(0, length);
    assertThat(outcome(file)).isEqualTo("CORRUPT");
  }

  private static String outcome(byte[] head) {
    return Jpeg2000Header.of(head)
        .fold(
            header ->
                "%dx%d at %dx%d"
                    .formatted(header.width(), header.height(), header.across(), header.down()),
            problem -> problem.code().name());
  }

  /** Returns the start and size markers of a code stream whose grid has an offset. */
  private static byte[] codeStream(int width, int height, int components) {
    int left = 10;
    int top = 20;
    return ByteBuffer.allocate(42)
        .putInt(Jpeg2000Header.CODE_STREAM)
        .putShort((short) 38)
        .putShort((short) 0)
        .putInt(left + width)
        .putInt(top + height)
        .putInt(left)
        .putInt(top)
        .putShort(40, (short) components)
        .array();
  }

  private static byte[] box(String type, byte[] body) {
    return ByteBuffer.allocate(8 + body.length)
        .putInt(8 + body.length)
        .put(type.getBytes(StandardCharsets.US_ASCII))
        .put(body)
        .array();
  }

  private static byte[] join(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    Arrays.stream(parts).forEach(all::writeBytes);
    return all.toByteArray();
  }
}
