/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.cache.redis;

import static io.ocrstream.cache.ResultCacheContractTest.PAYLOAD;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.ocrstream.contracts.EngineInfo;
import io.ocrstream.contracts.Json;
import io.ocrstream.contracts.OcrOptions;
import io.ocrstream.contracts.Page;
import io.ocrstream.contracts.Payload;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PayloadCheckTest {
  private static final byte[] VALID = PAYLOAD.getBytes(UTF_8);

  @Test
  void shouldAcceptWhatTheContractWrites() {
    EngineInfo engine = new EngineInfo("e", "1", "0", OcrOptions.text(List.of("eng")));
    Page page =
        new Page(
            1,
            10,
            20,
            0,
            Page.Status.READ,
            Page.TextSource.OCR,
            0.5,
            "a b",
            null,
            null,
            null,
            null,
            null);
    for (Double confidence : new Double[] {0.5, 1.0, null}) {
      Payload payload =
          new Payload(
              "a b",
              confidence,
              2,
              2,
              1_767_225_600,
              Payload.Status.COMPLETE,
              engine,
              List.of(page),
              List.of(),
              List.of(),
              null);
      assertThat(PayloadCheck.isPayload(Json.write(payload))).isTrue();
    }
  }

  @Test
  void shouldRefuseEveryTruncation() {
    assertThat(PayloadCheck.isPayload(VALID)).isTrue();
    for (int length = 0; length < VALID.length; length++) {
      assertThat(PayloadCheck.isPayload(Arrays.copyOf(VALID, length))).as("%d", length).isFalse();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text",
        "confidence",
        "process_time",
        "word_count",
        "timestamp",
        "status",
        "engine",
        "pages"
      })
  void shouldRefuseAMissingFieldAndOneOfAnotherType(String field) {
    String renamed = PAYLOAD.replace("\"" + field + "\":", "\"other\":");
    assertThat(PayloadCheck.isPayload(renamed.getBytes(UTF_8))).isFalse();
    String retyped = PAYLOAD.replace("\"" + field + "\":", "\"" + field + "\":true,\"other\":");
    assertThat(PayloadCheck.isPayload(retyped.getBytes(UTF_8))).isFalse();
    String twice = PAYLOAD.replace("{ ", "{\"" + field + "\":null,");
    assertThat(PayloadCheck.isPayload(twice.getBytes(UTF_8))).isFalse();
  }

  @Test
  void shouldRefuseWhatWouldNotFitIntoAResult() {
    for (String text :
        List.of(PAYLOAD + PAYLOAD, PAYLOAD + "}", "[" + PAYLOAD + "]", "\uFEFF" + PAYLOAD)) {
      assertThat(PayloadCheck.isPayload(text.getBytes(UTF_8))).as(text).isFalse();
    }
    assertThat(PayloadCheck.isPayload(PAYLOAD.getBytes(UTF_16BE))).isFalse();
    assertThat(PayloadCheck.isPayload(PAYLOAD.getBytes(UTF_16LE))).isFalse();
    assertThat(PayloadCheck.isPayload(PAYLOAD.replace("–", "-").getBytes(ISO_8859_1))).isFalse();
  }

  @Test
  void shouldRefuseEndlessNestingWithoutFailing() {
    String deep = PAYLOAD.replace("[{}]", "[".repeat(100_000) + "]".repeat(100_000));
    assertThat(PayloadCheck.isPayload(deep.getBytes(UTF_8))).isFalse();
  }
}
