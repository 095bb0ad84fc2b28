/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.contracts;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PayloadFiguresTest {
  @Test
  void shouldFindTheTimeThatAPayloadWasWrittenWith() {
    assertThat(PayloadFigures.processTime(RawJson.of(Json.write(Golden.COMPLETE))))
        .isEqualTo(Golden.COMPLETE.processTime());
  }

  @Test
  void shouldNotTakeADocumentsTextForTheField() {
    String text = "\"process_time\":99, \\\"process_time\\\":98";
    String json = "{\"text\":%s,\"process_time\":1.5E-3}".formatted(quoted(text));

    assertThat(PayloadFigures.processTime(RawJson.of(json.getBytes(UTF_8)))).isEqualTo(0.0015);
  }

  @Test
  void shouldCountThePagesThatAPayloadHas() {
    assertThat(PayloadFigures.pages(RawJson.of(Json.write(Golden.COMPLETE)))).isEqualTo(2);
    assertThat(PayloadFigures.pages(RawJson.of(Json.write(Golden.PARTIAL)))).isEqualTo(2);
    assertThat(PayloadFigures.pages(RawJson.of("{\"pages\":[]}".getBytes(UTF_8)))).isZero();
  }

  @Test
  void shouldNotTakeADocumentsTextForAPage() {
    String json = "{\"text\":%s,\"pages\":[]}".formatted(quoted("{\"number\":1,{\"number\":2}"));

    assertThat(PayloadFigures.pages(RawJson.of(json.getBytes(UTF_8)))).isZero();
  }

  private static String quoted(String text) {
    return new String(Json.write(text), UTF_8);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "",
        "{\"process_time\":",
        "{\"process_time\":null}",
        "{\"process_time\" : 1}"
      })
  void shouldSayNothingWhenItIsNotThere(String json) {
    assertThat(PayloadFigures.processTime(RawJson.of(json.getBytes(UTF_8)))).isZero();
  }
}
