/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.contracts;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Tests the exact bytes of every type on topics and in the cache, because consumers depend on them.
 */
class GoldenJsonTest {
  static List<Golden.Case> cases() {
    return Golden.CASES;
  }

  @ParameterizedTest
  @MethodSource("cases")
  void shouldWriteTheSameBytesWhenNothingWasMeantToChange(Golden.Case golden) throws IOException {
    Golden.assertSame(Golden.file(golden), Json.write(golden.value()));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void shouldReadBackEqualWhenWritten(Golden.Case golden) throws IOException {
    Object value = Json.read(Files.readAllBytes(Golden.file(golden)), golden.type());

    assertThat(value).isEqualTo(golden.value());
    assertThat(Json.write(value)).isEqualTo(Json.write(golden.value()));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void shouldTolerateUnknownFieldsWhenReading(Golden.Case golden) throws IOException {
    ObjectNode tree = (ObjectNode) Json.mapper().readTree(Json.write(golden.value()));
    tree.putObject("added_later").put("field", 1);

    assertThat(Json.read(tree.toString().getBytes(UTF_8), golden.type())).isEqualTo(golden.value());
  }

  @ParameterizedTest
  @MethodSource("cases")
  void shouldRefuseWhenCutShort(Golden.Case golden) {
    byte[] whole = Json.write(golden.value());
    byte[] cut = java.util.Arrays.copyOf(whole, whole.length - 1);

    assertThatThrownBy(() -> Json.read(cut, golden.type())).isInstanceOf(Json.Unreadable.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"text\":0.10,\"n\":1E5,\"u\":\"\\u00e9\\/\"}",
        "{ \"a\" : [ 1.0 , 1e-7 ] ,\n\"é😀\":\"😀\" }",
        "{}",
      })
  void shouldKeepEveryByteWhenJsonIsSplicedAndCut(String json) throws IOException {
    RawJson raw = RawJson.of(json.getBytes(UTF_8));
    for (Object value :
        List.of(
            new Recognised.Read(1, raw, false, null, null),
            new Identified.Known(1, new ContentKey(Golden.HASH, "00112233aabbccdd"), raw))) {
      Class<?> type = value instanceof Recognised ? Recognised.class : Identified.class;
      byte[] written = Json.write(value);

      assertThat(new String(written, UTF_8)).contains(json);
      assertThat(Json.read(written, type)).isEqualTo(value);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {100, 7_990, 8_000, 16_000, 2_000_000})
  void shouldKeepEveryByteWhenJsonIsLongerThanTheGeneratorsBuffer(int chars) throws IOException {
    RawJson raw = RawJson.of(("{\"t\":\"" + "é".repeat(chars) + "\"}").getBytes(UTF_8));
    Recognised value = new Recognised.Read(1, raw, false, 2L, null);

    assertThat(Json.read(Json.write(value), Recognised.class)).isEqualTo(value);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "secret",
        "\"secret\"",
        "null",
        "{\"event_id\":{\"secret\":1}}",
        "{\"event_id\":\"e\",\"content_hash\":\"secret\"}",
        "{\"event_id\":\"e\",\"options\":{\"pages\":\"secret\"}}",
        "{\"event_id\":\"e\",\"options\":{\"outputs\":[\"secret\"]}}",
        "{} secret",
      })
  void shouldQuoteNothingWhenUnreadable(String json) {
    assertThatThrownBy(() -> Json.read(json.getBytes(UTF_8), UploadEvent.class))
        .isInstanceOf(Json.Unreadable.class)
        .hasNoCause()
        .message()
        .doesNotContain("secret");
  }

  @Test
  void shouldTellOnlyTheLengthWhenRawJsonIsPrinted() {
    assertThat(RawJson.of("{\"secret\":1}".getBytes(UTF_8))).hasToString("RawJson[12 bytes]");
  }
}
