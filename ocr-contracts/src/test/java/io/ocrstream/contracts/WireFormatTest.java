/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.contracts;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WireFormatTest {
  private static final byte[] JSON = "{\"a\":{\"b\":1}}".getBytes(UTF_8);

  private record Outer(RawJson a) {}

  @Test
  void shouldWriteAZeroByteAndTheIdInFourBytes() {
    assertThat(WireFormat.withHeader(258, new byte[] {'{', '}'}))
        .containsExactly(0, 0, 0, 1, 2, '{', '}');
  }

  @Test
  void shouldGiveTheJsonWithAndWithoutAHeader() {
    assertThat(WireFormat.json(WireFormat.withHeader(7, JSON))).isEqualTo(JSON);
    assertThat(WireFormat.json(JSON)).isSameAs(JSON);
  }

  @Test
  void shouldTakeFourBytesForNoHeaderAndFiveForOne() {
    assertThat(WireFormat.json(new byte[4])).hasSize(4);
    assertThat(WireFormat.json(new byte[5])).isEmpty();
  }

  @Test
  void shouldBeReadAsTheJsonInIt() {
    Outer read = Json.readOwn(WireFormat.withHeader(7, JSON), Outer.class);

    assertThat(new String(read.a().utf8(), UTF_8)).isEqualTo("{\"b\":1}");
  }
}
