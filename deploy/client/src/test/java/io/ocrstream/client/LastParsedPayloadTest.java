/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.ocrstream.contracts.EngineInfo;
import io.ocrstream.contracts.Json;
import io.ocrstream.contracts.OcrOptions;
import io.ocrstream.contracts.Payload;
import io.ocrstream.contracts.RawJson;
import java.util.List;
import org.junit.jupiter.api.Test;

class LastParsedPayloadTest {
  private final LastParsedPayload last = new LastParsedPayload();

  @Test
  void shouldReadOnceWhenTheSecondAnswerHoldsTheSameBytes() throws Exception {
    Payload first = last.read(payload("a"));

    assertThat(last.read(payload("a"))).isSameAs(first);
    assertThat(first.text()).isEqualTo("a");
  }

  @Test
  void shouldReadEachWhenBytesDiffer() throws Exception {
    assertThat(last.read(payload("a")).text()).isEqualTo("a");
    assertThat(last.read(payload("b")).text()).isEqualTo("b");
    assertThat(last.read(payload("a")).text()).isEqualTo("a");
  }

  private static RawJson payload(String text) {
    EngineInfo engine = new EngineInfo("x", "1", "d", OcrOptions.text(List.of("eng")));
    return RawJson.of(
        Json.write(
            new Payload(
                text,
                0.9,
                1.5,
                1,
                7,
                Payload.Status.COMPLETE,
                engine,
                List.of(),
                List.of(),
                List.of(),
                null)));
  }
}
